package cloze.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts of a classifier as the network reads them. */
class TextLayoutTest {
    private static int[] tokens(int first, int count) {
        return IntStream.range(first, first + count).toArray();
    }

    @Test
    void aTextStandsBetweenTwoSpecialsAndLosesItsEnd() {
        var layout = new TextLayout(TaughtModel.VOCABULARY, 5);
        assertThat(layout.of(List.of(tokens(5, 2))).ids()).containsExactly(2, 5, 6, 3);
        assertThat(layout.of(List.of(tokens(5, 9))).ids()).containsExactly(2, 5, 6, 7, 3);
        assertThat(layout.of(List.of(tokens(5, 9))).segments()).containsOnly(0).hasSize(5);
    }

    /** The kept lengths are those that transformers 5.18 keeps with truncation = longest_first and max_length = 12. */
    @ParameterizedTest
    @CsvSource({
        "2, 3, 2, 3",
        "6, 6, 4, 5",
        "7, 5, 5, 4",
        "9, 2, 7, 2",
        "2, 9, 2, 7",
        "5, 7, 4, 5",
        "4, 9, 4, 5",
        "20, 4, 5, 4"
    })
    void aPairKeepsTheBeginningsOfBoth(int first, int second, int firstKept, int secondKept) {
        TextLayout.LaidOut laid =
                new TextLayout(TaughtModel.VOCABULARY, 12).of(List.of(tokens(100, first), tokens(200, second)));
        int[] ids = laid.ids();
        assertThat(ids).hasSize(firstKept + secondKept + 3);
        assertThat(ids[0]).isEqualTo(2);
        assertThat(Arrays.copyOfRange(ids, 1, 1 + firstKept)).containsExactly(tokens(100, firstKept));
        assertThat(ids[1 + firstKept]).isEqualTo(3);
        assertThat(Arrays.copyOfRange(ids, 2 + firstKept, ids.length - 1)).containsExactly(tokens(200, secondKept));
        assertThat(ids[ids.length - 1]).isEqualTo(3);
        assertThat(Arrays.stream(laid.segments()).sum()).isEqualTo(secondKept + 1);
        assertThat(laid.segments()[firstKept + 1]).isZero();
    }
}
