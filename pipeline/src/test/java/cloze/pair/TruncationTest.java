package cloze.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruncationTest {
    /** Computed by hand: the longer segment loses a token, or B if both are equal. */
    @ParameterizedTest
    @CsvSource({
        "5, 5, 10, 5, 5",
        "5, 5, 9, 5, 4",
        "5, 5, 8, 4, 4",
        "10, 3, 8, 5, 3",
        "3, 10, 8, 3, 5",
        "100, 1, 10, 9, 1",
        "1, 100, 10, 1, 9",
        "7, 6, 5, 3, 2",
        "1, 1, 2, 1, 1"
    })
    void shortensTheLongerSegment(int a, int b, int max, int expectedA, int expectedB) {
        Segment first = segment(a, 1);
        Segment second = segment(b, 2);

        Truncation.fit(first, second, max);

        assertThat(first.length()).isEqualTo(expectedA);
        assertThat(second.length()).isEqualTo(expectedB);
    }

    @Test
    void dropsFromFrontAndBackEquallyOften() {
        int rounds = 400;
        int drops = 30;
        double fromFront = 0;
        for (int round = 0; round < rounds; round++) {
            Segment segment = segment(100, round);
            IntStream.range(0, drops).forEach(i -> segment.dropOne());
            int[] left = segment.copy();
            assertThat(left).isEqualTo(IntStream.range(left[0], left[0] + 70).toArray());
            fromFront += left[0];
        }
        double share = fromFront / (rounds * drops);
        assertThat(share).isCloseTo(0.5, within(4 * Math.sqrt(0.25 / (rounds * drops))));
    }

    @Test
    void aSegmentShortenedForAnyPartnerEndsAsIfItHadNotBeen() {
        int max = 12;
        for (int a = 1; a < 40; a += 3) {
            for (int b = 1; b < 40; b += 2) {
                Segment whole = segment(a, a);
                Truncation.fit(whole, segment(b, 7), max);

                Segment sent = segment(a, a);
                Truncation.fitForAnyPartner(sent, max);
                assertThat(sent.length()).isLessThan(max);
                var arrived = new Segment(sent.copy(), new Span(0, sent.length()), a, sent.dropped());
                Truncation.fit(arrived, segment(b, 7), max);

                assertThat(arrived.copy()).isEqualTo(whole.copy());
            }
        }
    }

    private static Segment segment(int length, long key) {
        return new Segment(IntStream.range(0, length).toArray(), new Span(0, length), key, 0);
    }
}
