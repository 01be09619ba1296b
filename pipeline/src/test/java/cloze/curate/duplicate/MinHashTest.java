package cloze.curate.duplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinHashTest {
    private static final int SIZE = 180;
    private static final int PAIRS = 2_000;

    /** Two sets of {@link #SIZE} random numbers, of which {@code common} are in both. */
    private static long[][] pair(SplittableRandom random, int common) {
        long[] first = random.longs(SIZE).toArray();
        long[] second = random.longs(SIZE).toArray();
        System.arraycopy(first, 0, second, 0, common);
        Arrays.sort(first);
        Arrays.sort(second);
        return new long[][] {first, second};
    }

    private static int common(double jaccard) {
        return (int) Math.ceil(2 * SIZE * jaccard / (1 + jaccard));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 0.8, 0.9})
    void equalHashesEstimateTheSimilarity(double jaccard) {
        var bands = Bands.of(0.8);
        var minHash = new MinHash(bands);
        var random = new SplittableRandom(3);
        double equal = 0;
        double exact = 0;
        for (int i = 0; i < PAIRS; i++) {
            long[][] pair = pair(random, common(jaccard));
            int[] first = minHash.signature(pair[0]).clone();
            int[] second = minHash.signature(pair[1]);
            equal += IntStream.range(0, first.length)
                    .filter(row -> first[row] == second[row])
                    .count();
            exact += Shingles.jaccard(pair[0], pair[1]);
        }
        assertThat(equal / PAIRS / bands.signatureLength()).isCloseTo(exact / PAIRS, within(0.005));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.7, 0.8, 0.95, 1})
    void pairsAtTheThresholdMeetInABand(double jaccard) {
        var minHash = new MinHash(Bands.of(jaccard));
        var random = new SplittableRandom(4);
        int met = 0;
        for (int i = 0; i < PAIRS; i++) {
            long[][] pair = pair(random, common(jaccard));
            long[] first = minHash.keys(pair[0]);
            long[] second = minHash.keys(pair[1]);
            met += IntStream.range(0, first.length).anyMatch(band -> first[band] == second[band]) ? 1 : 0;
        }
        assertThat((double) met / PAIRS).isGreaterThan(0.995);
    }

    @Test
    void fewUnlikePairsMeet() {
        var minHash = new MinHash(Bands.of(0.8));
        var random = new SplittableRandom(5);
        int met = 0;
        for (int i = 0; i < PAIRS; i++) {
            long[][] pair = pair(random, common(0.2));
            long[] first = minHash.keys(pair[0]);
            long[] second = minHash.keys(pair[1]);
            met += IntStream.range(0, first.length).anyMatch(band -> first[band] == second[band]) ? 1 : 0;
        }
        assertThat(met).isLessThan(PAIRS / 100);
    }

    @Test
    void bandsMissOneInAThousandAtTheThreshold() {
        assertThat(Bands.of(0.8)).isEqualTo(new Bands(23, 6));
        for (double jaccard = 0.5; jaccard < 1; jaccard += 0.05) {
            Bands bands = Bands.of(jaccard);
            double missed = Math.pow(1 - Math.pow(jaccard, bands.rows()), bands.bands());
            assertThat(missed).as("%s at %.2f", bands, jaccard).isLessThanOrEqualTo(1e-3);
        }
        assertThat(Bands.of(1).bands()).isEqualTo(1);
    }
}
