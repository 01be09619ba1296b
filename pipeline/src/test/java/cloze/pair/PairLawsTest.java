package cloze.pair;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.ExamplesConfig.Pairing;
import cloze.dataset.Documents;
import cloze.dataset.SentencePairs;
import cloze.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Properties of every pair, tested on many documents. A token of {@link Corpus} identifies its document and its place
 * there.
 */
class PairLawsTest {
    private static final int SEEDS = 400;

    @Test
    void everyPairKeepsTheLaws() {
        for (Pairing pairing : Pairing.values()) {
            for (Objective objective : Objective.values()) {
                int pairs = 0;
                for (int seed = 0; seed < SEEDS; seed++) {
                    int maxSeqLength = 5 + Seeds.forRow(seed, "length").nextInt(60);
                    ExamplesConfig config = Corpus.config(maxSeqLength, 2, pairing, objective);
                    for (SentencePair pair : pairs(config, seed)) {
                        check(pair, config);
                        pairs++;
                    }
                }
                assertThat(pairs).isGreaterThan(SEEDS);
            }
        }
    }

    private static void check(SentencePair pair, ExamplesConfig config) {
        int[] tokens = pair.tokenIds();
        int firstSep =
                (int) Arrays.stream(pair.segmentIds()).filter(id -> id == 0).count() - 1;
        assertThat(tokens.length).isLessThanOrEqualTo(config.maxSeqLength());
        assertThat(pair.segmentIds()).isSorted().hasSameSizeAs(tokens).containsOnly(0, 1);
        assertThat(new int[] {tokens[0], tokens[firstSep], tokens[tokens.length - 1]})
                .containsExactly(Corpus.SPECIALS.cls(), Corpus.SPECIALS.sep(), Corpus.SPECIALS.sep());

        int[] a = Arrays.copyOfRange(tokens, 1, firstSep);
        int[] b = Arrays.copyOfRange(tokens, firstSep + 1, tokens.length - 1);
        assertContiguous(a, pair.id().documentId());
        if (b.length == 0) {
            // Masked words only, for a chunk of one token.
            assertThat(config.objective()).isEqualTo(Objective.MLM_ONLY);
            assertThat(a).hasSize(1);
            return;
        }
        assertContiguous(b, pair.partnerId());
        if (config.objective() == Objective.NSP && pair.label() == SentencePairs.IS_RANDOM) {
            assertThat(pair.partnerId()).isNotEqualTo(pair.id().documentId());
            return;
        }
        assertThat(pair.partnerId()).isEqualTo(pair.id().documentId());
        boolean swapped = config.objective() == Objective.SOP && pair.label() == SentencePairs.IS_SWAPPED;
        assertThat(pair.label()).isEqualTo(swapped ? SentencePairs.IS_SWAPPED : SentencePairs.IS_NEXT);
        int gap = swapped ? a[0] - b[b.length - 1] - 1 : b[0] - a[a.length - 1] - 1;
        // Only truncation may remove tokens between the two.
        assertThat(gap == 0 || (gap > 0 && tokens.length == config.maxSeqLength()))
                .as("gap %d of %s", gap, pair)
                .isTrue();
    }

    /** Requires a segment to be a contiguous, non-empty part of the document. */
    private static void assertContiguous(int[] segment, String documentId) {
        assertThat(segment)
                .isEqualTo(
                        IntStream.range(segment[0], segment[0] + segment.length).toArray());
        assertThat(Corpus.id(Corpus.documentOf(segment[0]))).isEqualTo(documentId);
        assertThat(Corpus.documentOf(segment[segment.length - 1])).isEqualTo(Corpus.documentOf(segment[0]));
    }

    /** Builds the pairs of document {@code seed}, whose partners are drawn from four others. */
    private static List<SentencePair> pairs(ExamplesConfig config, int seed) {
        var builder = new PairBuilder(config, Corpus.SPECIALS, seed);
        TokenizedDocument document = Corpus.random(seed, Documents.TRAIN);
        List<SentencePair> pairs = new ArrayList<>();
        for (int duplicate = 0; duplicate < config.dupeFactor(); duplicate++) {
            for (Draft draft : builder.drafts(document, duplicate)) {
                if (draft instanceof Draft.Neighbours neighbours) {
                    pairs.add(builder.neighbours(document, duplicate, neighbours));
                } else {
                    Request request = builder.request(document, duplicate, (Draft.Random) draft);
                    pairs.add(builder.random(request, partner(builder, request, seed)));
                }
            }
        }
        return pairs;
    }

    /**
     * Returns the drawn document of seed to seed + 4, ranked in this order. The first has up to two copies after it.
     */
    private static TokenizedDocument partner(PairBuilder builder, Request request, int seed) {
        int copies = 1 + seed % 3;
        int rank = (int) builder.partnerRank(request.example(), new DuplicateRun(0, copies), copies + 4);
        assertThat(rank).isBetween(copies, copies + 3);
        int partner = seed + 1 + rank - copies;
        SplittableRandom lengths = Seeds.forRow(seed, "partner", partner);
        return Corpus.document(
                partner,
                Documents.TRAIN,
                lengths.ints(2 + lengths.nextInt(6), 1, 30).toArray());
    }
}
