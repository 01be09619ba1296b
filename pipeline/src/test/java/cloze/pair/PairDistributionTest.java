package cloze.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.ExamplesConfig.Objective;
import cloze.config.ExamplesConfig.Pairing;
import cloze.dataset.Documents;
import org.junit.jupiter.api.Test;

/**
 * Compares the shares of some thousand pairs with the rules of create_instances_from_document and truncate_seq_pair in
 * google-research/bert. Each must lie within 4 standard errors; chance exceeds that once in 16,000 times.
 */
class PairDistributionTest {
    private static final double Z = 4;
    private static final int DOCUMENTS = 3_000;
    private static final int MAX_PAIR_TOKENS = 37;

    @Test
    void halfOfTheChunksOfSeveralSentencesAndAllOfOneAreRandom() {
        var pairing = new ReferencePairing(MAX_PAIR_TOKENS, 0, Objective.NSP, 5);
        int several = 0;
        int random = 0;
        int one = 0;
        for (int number = 0; number < DOCUMENTS; number++) {
            TokenizedDocument document = Corpus.random(number, Documents.TRAIN);
            for (Draft draft : pairing.drafts(document, 0)) {
                boolean isRandom = draft instanceof Draft.Random;
                if (sentencesOfChunk(document, draft.a().from()) == 1) {
                    assertThat(isRandom).isTrue();
                    one++;
                } else {
                    several++;
                    random += isRandom ? 1 : 0;
                }
            }
        }
        assertThat(several).isGreaterThan(5_000);
        assertThat(one).isPositive();
        assertShare(random, several, 0.5);
    }

    /** Counts the sentences from the one at {@code from} until the target is reached or the document ends. */
    private static int sentencesOfChunk(TokenizedDocument document, int from) {
        int first = 0;
        while (document.start(first) < from) {
            first++;
        }
        int last = first;
        while (last < document.sentences() - 1 && document.end(last) - from < MAX_PAIR_TOKENS) {
            last++;
        }
        return last - first + 1;
    }

    /** In chunks of three sentences, A is one or two of them. */
    @Test
    void everyPlaceBetweenTheSentencesOfAChunkEndsAEquallyOften() {
        var pairing = new ReferencePairing(MAX_PAIR_TOKENS, 0, Objective.NSP, 5);
        int one = 0;
        for (int number = 0; number < DOCUMENTS; number++) {
            Draft first = pairing.drafts(Corpus.document(number, Documents.TRAIN, 7, 7, 7), 0)
                    .get(0);
            one += first.a().length() == 7 ? 1 : 0;
        }
        assertShare(one, DOCUMENTS, 0.5);
    }

    /** A short target is uniform over 2 to 37, so it is below 37 in 35 of 36 cases; single sentences show it. */
    @Test
    void everyTenthDocumentIsBuiltToAShorterLength() {
        var pairing = new ReferencePairing(MAX_PAIR_TOKENS, 0.1, Objective.NSP, 5);
        int shorter = 0;
        for (int number = 0; number < DOCUMENTS; number++) {
            var draft = (Draft.Random) pairing.drafts(Corpus.document(number, Documents.TRAIN, 5), 0)
                    .get(0);
            shorter += draft.targetLength() + 5 < MAX_PAIR_TOKENS ? 1 : 0;
        }
        assertShare(shorter, DOCUMENTS, 0.1 * 35 / 36);
    }

    /**
     * Two sentences of 20 tokens must fit in 37: B loses the first token, A (then longer) the second, and B the third.
     */
    @Test
    void truncationTakesFromBAtTiesAndFromFrontAndBackEquallyOften() {
        var builder = new PairBuilder(
                Corpus.config(MAX_PAIR_TOKENS + 3, 1, Pairing.REFERENCE, Objective.MLM_ONLY), Corpus.SPECIALS, 5);
        int fromFrontOfA = 0;
        int fromFrontOfB = 0;
        for (int number = 0; number < DOCUMENTS; number++) {
            TokenizedDocument document = Corpus.document(number, Documents.TRAIN, 20, 20);
            SentencePair pair =
                    builder.neighbours(document, 0, new Draft.Next(0, document.span(0, 0), document.span(1, 1)));
            assertThat(pair.tokenIds()[1 + 19]).isEqualTo(Corpus.SPECIALS.sep());
            assertThat(pair.tokenIds()).hasSize(MAX_PAIR_TOKENS + 3);
            fromFrontOfA += Corpus.placeOf(pair.tokenIds()[1]);
            fromFrontOfB += Corpus.placeOf(pair.tokenIds()[21]) - 20;
        }
        assertShare(fromFrontOfA, DOCUMENTS, 0.5);
        assertShare(fromFrontOfB, 2 * DOCUMENTS, 0.5);
    }

    @Test
    void aRandomSegmentStartsAtEverySentenceOfItsDocumentEquallyOften() {
        var builder = new PairBuilder(
                Corpus.config(MAX_PAIR_TOKENS + 3, 1, Pairing.REFERENCE, Objective.NSP), Corpus.SPECIALS, 5);
        TokenizedDocument partner = Corpus.document(DOCUMENTS, Documents.TRAIN, 4, 4, 4, 4);
        int[] starts = new int[4];
        for (int number = 0; number < DOCUMENTS; number++) {
            TokenizedDocument document = Corpus.document(number, Documents.TRAIN, 5);
            var draft = (Draft.Random) builder.drafts(document, 0).get(0);
            SentencePair pair = builder.random(builder.request(document, 0, draft), partner);
            starts[Corpus.placeOf(pair.tokenIds()[7]) / 4]++;
        }
        for (int start : starts) {
            assertShare(start, DOCUMENTS, 0.25);
        }
    }

    private static void assertShare(int count, int total, double expected) {
        assertThat((double) count / total)
                .isCloseTo(expected, within(Z * Math.sqrt(expected * (1 - expected) / total)));
    }
}
