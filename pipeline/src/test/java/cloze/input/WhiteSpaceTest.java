package cloze.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WhiteSpaceTest {
    @Test
    void agreesOnWhatIsBlankForBytesAndText() {
        for (int character = 0; character < 0x10000; character++) {
            String text = " " + Character.toString(character) + "\t";
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(WhiteSpace.isBlank(bytes, 0, bytes.length))
                    .as("U+%04X", character)
                    .isEqualTo(WhiteSpace.isBlank(text));
        }
    }

    @Test
    void tokenizationLeavesNothingOfWhiteSpaceAndControls() {
        assertThat(WhiteSpace.isEmptied("")).isTrue();
        assertThat(WhiteSpace.isEmptied("\0 \u0001\t\u009f\n\u3000")).isTrue();
        assertThat(WhiteSpace.isEmptied("\0 \u0001\t.")).isFalse();
    }
}
