package cloze.corpus.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    private static final PlainText.Place PLACE = new PlainText.Place("memory", 100, "the file");

    private static String decode(byte[] bytes) throws InvalidTextException {
        return PlainText.decode(bytes, 0, bytes.length, PLACE);
    }

    @Test
    void namesTheFirstBadByte() {
        byte[] latin1 = ("x".repeat(9000) + "caf\u00e9 au lait").getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> decode(latin1))
                .isInstanceOf(InvalidTextException.class)
                .hasMessage("File memory, byte 9103 of the file: 0xE9 is not valid UTF-8. Text must be UTF-8;"
                        + " convert the file first, for example: iconv -f WINDOWS-1252 -t UTF-8 FILE > CONVERTED");
    }

    @Test
    void refusesACharacterThatIsCutOff() {
        assertThatThrownBy(() -> decode(new byte[] {'a', (byte) 0xe3, (byte) 0x81}))
                .isInstanceOf(InvalidTextException.class)
                .hasMessageContaining("byte 101");
    }

    @Test
    void refusesSurrogatesAndOverlongForms() {
        assertThatThrownBy(() -> decode(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}))
                .isInstanceOf(InvalidTextException.class);
        assertThatThrownBy(() -> decode(new byte[] {(byte) 0xc0, (byte) 0x80}))
                .isInstanceOf(InvalidTextException.class);
    }

    @Test
    void tellsAFileOfSixteenBitCharacters() {
        byte[] utf16 = "\ufeffabc".getBytes(StandardCharsets.UTF_16LE);

        assertThatThrownBy(() -> PlainText.decode(utf16, 0, utf16.length, new PlainText.Place("memory", 0, "the file")))
                .hasMessageContaining("byte 0")
                .hasMessageContaining("iconv -f UTF-16 ");
    }

    @Test
    void keepsAReplacementCharacterThatTheFileItselfHas() throws InvalidTextException {
        assertThat(decode("a\ufffdb".getBytes(StandardCharsets.UTF_8))).isEqualTo("a\ufffdb");
    }
}
