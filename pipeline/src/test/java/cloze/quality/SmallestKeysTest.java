package cloze.quality;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.random.Seeds;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SmallestKeysTest {
    private static SmallestKeys<Integer> of(IntStream values) {
        var sample = new SmallestKeys<Integer>(10);
        values.forEach(value -> sample.offer(Seeds.mix(value), () -> value));
        return sample;
    }

    @Test
    void keepsTheSameValuesWhateverTheOrderAndTheParts() {
        List<Integer> whole = of(IntStream.range(0, 1000)).values();
        SmallestKeys<Integer> parts = of(IntStream.range(600, 1000).map(i -> 1599 - i));
        parts.add(of(IntStream.range(0, 600)));

        assertThat(whole).hasSize(10).isEqualTo(parts.values());
        assertThat(whole).isSortedAccordingTo((a, b) -> Long.compareUnsigned(Seeds.mix(a), Seeds.mix(b)));
    }

    @Test
    void keepsAllOfAFew() {
        assertThat(of(IntStream.range(0, 4)).values()).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void makesNoValueThatIsNotKept() {
        var sample = new SmallestKeys<String>(1);
        sample.offer(1, () -> "kept");
        sample.offer(-1, () -> {
            throw new AssertionError("-1 is the largest key");
        });

        assertThat(sample.values()).containsExactly("kept");
    }
}
