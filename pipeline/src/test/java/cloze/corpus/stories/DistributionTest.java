package cloze.corpus.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistributionTest {
    @Test
    void drawsAsOftenAsItSays() {
        var distribution = new Distribution<>(List.of("a", "b", "c"), List.of(0.2, 0.5, 0.3));
        var random = new SplittableRandom(1);
        double[] share = new double[3];
        int draws = 100_000;
        for (int i = 0; i < draws; i++) {
            share[distribution.draw(random)] += 1.0 / draws;
        }

        for (int i = 0; i < share.length; i++) {
            assertThat(share[i]).isCloseTo(distribution.probabilities().get(i), within(0.01));
        }
    }

    @Test
    void turnsTheOddsRound() {
        assertThat(new Distribution<>(List.of("a", "b", "c"), List.of(0.2, 0.5, 0.3))
                        .rotated(4)
                        .probabilities())
                .containsExactly(0.3, 0.2, 0.5);
    }

    @Test
    void refusesOddsThatDoNotSumToOne() {
        assertThatThrownBy(() -> new Distribution<>(List.of("a", "b"), List.of(0.5, 0.6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sum 1");
    }
}
