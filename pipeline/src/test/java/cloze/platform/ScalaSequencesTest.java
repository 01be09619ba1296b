package cloze.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import scala.Predef;
import scala.collection.Seq;

@Tag("platform")
class ScalaSequencesTest {
    @Test
    void integersOfARowAreRead() {
        assertThat(ScalaSequences.integers(Predef.wrapIntArray(new int[] {3, -1, 7})))
                .containsExactly(3, -1, 7);
        assertThat(ScalaSequences.integers(Predef.wrapIntArray(new int[0]))).isEmpty();
        assertThat(ScalaSequences.integers(ScalaSequences.inRow(new Integer[] {3, -1})))
                .containsExactly(3, -1);
        assertThat(ScalaSequences.integers(ScalaSequences.of(List.of(5, 6)))).containsExactly(5, 6);
    }

    @Test
    void aNullIsNotReadAsZero() {
        assertThatThrownBy(() -> ScalaSequences.integers(ScalaSequences.inRow(new Integer[] {3, null})))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> ScalaSequences.integers(ScalaSequences.of(Arrays.asList(3, null))))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void listsKeepTheirElements() {
        List<String> words = List.of("a", "b", "c");
        Seq<String> sequence = ScalaSequences.of(words);

        assertThat(ScalaSequences.asJava(sequence)).isEqualTo(words);
        assertThat(ScalaSequences.inRow(words.toArray())).isInstanceOf(Seq.class);
    }
}
