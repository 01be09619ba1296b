package cloze.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.ExamplesConfig.Objective;
import cloze.random.Seeds;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowPairingTest {
    private static final WindowPairing WINDOWS = new WindowPairing(Objective.NSP, 1);

    @Test
    void drawsWindowsUniformlyAndHalfOfThemNext() {
        int duplicates = 6_000;
        int[] starts = new int[3];
        int next = 0;
        TokenizedDocument document = Corpus.document(1, "train", 5, 5, 5, 5);
        for (int duplicate = 0; duplicate < duplicates; duplicate++) {
            Draft draft = WINDOWS.drafts(document, duplicate).get(0);
            starts[draft.a().from() / 5]++;
            if (draft instanceof Draft.Next pair) {
                assertThat(pair.b()).isEqualTo(new Span(pair.a().to(), pair.a().to() + 5));
                next++;
            }
        }
        for (int start : starts) {
            assertThat((double) start / duplicates).isCloseTo(1 / 3.0, within(4 * Math.sqrt(2.0 / 9 / duplicates)));
        }
        assertThat((double) next / duplicates).isCloseTo(0.5, within(4 * Math.sqrt(0.25 / duplicates)));
    }

    @Test
    void thePartnerGivesTheSecondSentenceOfAWindow() {
        TokenizedDocument partner = Corpus.document(1, "train", 5, 5, 5);
        assertThat(IntStream.range(0, 100)
                        .mapToObj(draw -> WINDOWS.partnerSegment(partner, 0, Seeds.forRow(1, "test", draw))))
                .containsOnly(new Span(5, 10), new Span(10, 15));
    }

    @Test
    void aDocumentOfOneSentenceHasNoWindow() {
        assertThat(WINDOWS.drafts(Corpus.document(1, "train", 5), 0)).isEmpty();
    }

    @Test
    void withoutRandomSegmentsEveryWindowIsNext() {
        var mlmOnly = new WindowPairing(Objective.MLM_ONLY, 1);
        TokenizedDocument document = Corpus.document(1, "train", 5, 5, 5);
        assertThat(IntStream.range(0, 50).mapToObj(duplicate -> mlmOnly.drafts(document, duplicate)
                        .get(0)))
                .allMatch(Draft.Next.class::isInstance);
    }
}
