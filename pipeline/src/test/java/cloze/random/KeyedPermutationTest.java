package cloze.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeyedPermutationTest {
    private static List<Long> order(long key, long size) {
        var permutation = new KeyedPermutation(key, size);
        return LongStream.range(0, size).map(permutation::at).boxed().toList();
    }

    @Test
    void everyNumberHasOnePlace() {
        for (long size = 0; size < 300; size++) {
            assertThat(order(Seeds.mix(size), size))
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, size).boxed().toList());
        }
    }

    @Test
    void anotherKeyGivesAnotherOrder() {
        assertThat(order(1, 50)).isNotEqualTo(order(2, 50)).isEqualTo(order(1, 50));
    }

    @Test
    void findsAPlaceAmongVeryMany() {
        long size = (1L << 40) + 7;
        var permutation = new KeyedPermutation(3, size);
        assertThat(LongStream.range(size - 1000, size).map(permutation::at).distinct())
                .hasSize(1000)
                .allMatch(number -> number >= 0 && number < size);
    }

    @Test
    void everyNumberIsFirstEquallyOften() {
        int keys = 7_000;
        int[] first = new int[7];
        for (int key = 0; key < keys; key++) {
            first[(int) new KeyedPermutation(Seeds.mix(key), 7).at(0)]++;
        }
        double share = 1.0 / 7;
        for (int count : first) {
            assertThat((double) count / keys).isCloseTo(share, within(4 * Math.sqrt(share * (1 - share) / keys)));
        }
    }

    @Test
    void refusesAPlaceThatIsNone() {
        assertThatThrownBy(() -> new KeyedPermutation(3, 5).at(5)).hasMessage("Index 5 of 5");
    }
}
