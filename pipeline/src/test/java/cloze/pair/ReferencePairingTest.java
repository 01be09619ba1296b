package cloze.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.ExamplesConfig.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReferencePairingTest {
    private static final ReferencePairing ALWAYS_FULL = new ReferencePairing(10, 0, Objective.NSP, 1);

    @Test
    void aOneSentenceDocumentIsAlwaysRandom() {
        for (int number = 0; number < 50; number++) {
            assertThat(ALWAYS_FULL.drafts(Corpus.document(number, "train", 4), 0))
                    .containsExactly(new Draft.Random(0, new Span(0, 4), 6));
        }
    }

    @Test
    void aSentenceLongerThanTheTargetIsAChunkOfItsOwn() {
        assertThat(ALWAYS_FULL.drafts(Corpus.document(1, "train", 14, 13), 0))
                .containsExactly(new Draft.Random(0, new Span(0, 14), -4), new Draft.Random(1, new Span(14, 27), -3));
    }

    /**
     * Two sentences of 3 and 4 tokens form one chunk. A is the first; B is the second, or the second returns to the
     * document and forms a chunk of its own.
     */
    @Test
    void unusedSentencesOfARandomExampleArePutBack() {
        List<Draft> next = List.of(new Draft.Next(0, new Span(0, 3), new Span(3, 7)));
        List<Draft> random = List.of(new Draft.Random(0, new Span(0, 3), 7), new Draft.Random(1, new Span(3, 7), 6));
        int nexts = 0;
        int documents = 2_000;
        for (int number = 0; number < documents; number++) {
            List<Draft> drafts = ALWAYS_FULL.drafts(Corpus.document(number, "train", 3, 4), 0);
            assertThat(drafts).isIn(next, random);
            nexts += drafts.equals(next) ? 1 : 0;
        }
        assertThat((double) nexts / documents).isCloseTo(0.5, within(4 * Math.sqrt(0.25 / documents)));
    }

    @Test
    void aEndsAfterAnyButTheLastSentenceOfTheChunkWithEqualProbability() {
        int[] ends = new int[4];
        int documents = 3_000;
        for (int number = 0; number < documents; number++) {
            Draft first = ALWAYS_FULL
                    .drafts(Corpus.document(number, "train", 1, 1, 1, 1), 0)
                    .get(0);
            ends[first.a().to()]++;
        }
        double error = 4 * Math.sqrt(2.0 / 9 / documents);
        for (int end = 1; end <= 3; end++) {
            assertThat((double) ends[end] / documents).isCloseTo(1 / 3.0, within(error));
        }
    }

    @Test
    void theShortTargetIsDrawnOncePerDocumentAndUniform() {
        var alwaysShort = new ReferencePairing(10, 1, Objective.NSP, 1);
        int[] targets = new int[11];
        int documents = 9_000;
        for (int number = 0; number < documents; number++) {
            List<Draft> drafts = alwaysShort.drafts(Corpus.document(number, "train", 20, 20), 0);
            int target = target(drafts.get(0));
            assertThat(target(drafts.get(1))).isEqualTo(target);
            targets[target]++;
        }
        double error = 4 * Math.sqrt(1.0 / 9 * 8 / 9 / documents);
        for (int target = 2; target <= 10; target++) {
            assertThat((double) targets[target] / documents).isCloseTo(1 / 9.0, within(error));
        }
    }

    /** Replays the reference's loop over whole sentences with the choices that the drafts reveal. */
    @Test
    void chunksAreTheReferencesForTheSameChoices() {
        for (int number = 0; number < 500; number++) {
            TokenizedDocument document = Corpus.random(number, "train");
            var pairing = new ReferencePairing(40, 0, Objective.NSP, number);
            List<Span> expected = new ArrayList<>();
            List<Span> found = new ArrayList<>();
            List<Draft> drafts = pairing.drafts(document, 1);
            int chunkStart = 0;
            int length = 0;
            int i = 0;
            while (i < document.sentences()) {
                length += document.end(i) - document.start(i);
                if (i == document.sentences() - 1 || length >= 40) {
                    Draft draft = drafts.get(found.size());
                    assertThat(draft.index()).isEqualTo(found.size());
                    assertThat(draft.a().from()).isEqualTo(document.start(chunkStart));
                    expected.add(document.span(chunkStart, i));
                    if (draft instanceof Draft.Next next) {
                        assertThat(next.b().from()).isEqualTo(next.a().to());
                        found.add(new Span(next.a().from(), next.b().to()));
                    } else {
                        found.add(document.span(chunkStart, i));
                        while (document.end(i) > draft.a().to()) {
                            i--;
                        }
                    }
                    chunkStart = i + 1;
                    length = 0;
                }
                i++;
            }
            assertThat(found).isEqualTo(expected);
            assertThat(drafts).hasSameSizeAs(found);
        }
    }

    @Test
    void thePartnersSegmentGrowsSentenceBySentenceToTheTargetOrTheEnd() {
        TokenizedDocument partner = Corpus.document(1, "train", 3, 4, 5);
        List<Span> toSeven = new ArrayList<>();
        List<Span> toNothing = new ArrayList<>();
        for (int draw = 0; draw < 100; draw++) {
            toSeven.add(ALWAYS_FULL.partnerSegment(partner, 7, new SplittableRandom(draw)));
            toNothing.add(ALWAYS_FULL.partnerSegment(partner, -2, new SplittableRandom(draw)));
        }
        assertThat(toSeven).containsOnly(new Span(0, 7), new Span(3, 12), new Span(7, 12));
        assertThat(toNothing).containsOnly(new Span(0, 3), new Span(3, 7), new Span(7, 12));
    }

    @Test
    void withoutRandomSegmentsEveryTokenIsUsedInOrder() {
        var mlmOnly = new ReferencePairing(30, 0.1, Objective.MLM_ONLY, 1);
        for (int number = 0; number < 300; number++) {
            TokenizedDocument document = Corpus.random(number, "train");
            int at = 0;
            for (Draft draft : mlmOnly.drafts(document, 0)) {
                var next = (Draft.Next) draft;
                assertThat(next.a().from()).isEqualTo(at);
                assertThat(next.b().from()).isEqualTo(next.a().to());
                assertThat(next.a().length()).isPositive();
                assertThat(next.b().length() > 0 || next.a().length() == 1).isTrue();
                at = next.b().to();
            }
            assertThat(at).isEqualTo(document.tokenIds().length);
        }
    }

    private static int target(Draft draft) {
        return ((Draft.Random) draft).targetLength() + draft.a().length();
    }
}
