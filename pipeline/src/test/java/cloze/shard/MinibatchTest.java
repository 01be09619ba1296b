package cloze.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MinibatchTest {
    private static final MaskedExample SHORT =
            new MaskedExample("a/0/0", new int[] {2, 7, 3}, new int[] {0, 0, 1}, new int[] {1}, new int[] {9}, 1);
    private static final MaskedExample LONG = new MaskedExample(
            "b/0/0", new int[] {2, 4, 3, 5, 3}, new int[] {0, 0, 0, 1, 1}, new int[] {1, 3}, new int[] {8, 6}, 0);

    @Test
    void joinsExamplesWithoutPadding() {
        Minibatch minibatch = Minibatch.of(List.of(SHORT, LONG), 11);

        assertThat(minibatch.examples()).isEqualTo(2);
        assertThat(minibatch.inputIds()).containsExactly(2, 7, 3, 2, 4, 3, 5, 3);
        assertThat(minibatch.segmentIds()).containsExactly(0, 0, 1, 0, 0, 0, 1, 1);
        assertThat(minibatch.starts()).containsExactly(0, 3, 8);
        assertThat(minibatch.length(0)).isEqualTo(3);
        assertThat(minibatch.length(1)).isEqualTo(5);
        assertThat(minibatch.maskedRows()).containsExactly(1, 4, 6);
        assertThat(minibatch.maskedIds()).containsExactly(9, 8, 6);
        assertThat(minibatch.pairLabels()).containsExactly(1, 0);
        assertThat(minibatch.key()).isEqualTo(11);
    }

    @Test
    void hasNoMaskedRowsWhenNothingIsMasked() {
        var unmasked = new MaskedExample("a/0/0", new int[] {2, 7, 3}, new int[] {0, 0, 1}, new int[0], new int[0], 0);

        Minibatch minibatch = Minibatch.of(List.of(unmasked), 1);

        assertThat(minibatch.maskedRows()).isEmpty();
        assertThat(minibatch.maskedIds()).isEmpty();
    }

    @Test
    void refusesNoExamples() {
        assertThatThrownBy(() -> Minibatch.of(List.of(), 1)).hasMessageContaining("no examples");
    }
}
