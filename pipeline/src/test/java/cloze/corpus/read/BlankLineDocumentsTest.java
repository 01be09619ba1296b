package cloze.corpus.read;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.input.ByteBuilder;
import cloze.input.ByteLines;
import cloze.input.FileRange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BlankLineDocumentsTest {
    private static List<String> documents(String text) throws IOException, InvalidTextException {
        return documents(text.getBytes(StandardCharsets.UTF_8), 0, Long.MAX_VALUE);
    }

    private static List<String> documents(byte[] bytes, int start, long end) throws IOException, InvalidTextException {
        int from = Math.max(0, start - 1);
        var lines = new ByteLines(new ByteArrayInputStream(bytes, from, bytes.length - from), from, ByteLines.Ends.ANY);
        if (start > 0) {
            lines.read(new ByteBuilder("memory"));
        }
        List<String> documents = new ArrayList<>();
        var reader = new BlankLineDocuments(new FileRange("memory", start, end, 1), lines, "the file");
        for (var found = reader.advance(); found.isPresent(); found = reader.advance()) {
            documents.add(((ReadResult.Text) found.get()).text());
        }
        return documents;
    }

    @Test
    void separatesAtAnyRunOfBlankLines() throws IOException, InvalidTextException {
        assertThat(documents("\n\na\nb\n\nc\n\n\n\nd\n")).containsExactly("a\nb", "c", "d");
    }

    @Test
    void takesLinesOfWhiteSpaceForBlank() throws IOException, InvalidTextException {
        assertThat(documents("a\n \t \nb\n\u00a0\u3000\u2028\nc\n\u0085\nd")).containsExactly("a", "b", "c", "d");
    }

    @Test
    void keepsLinesOfInvisibleCharactersThatAreNoWhiteSpace() throws IOException, InvalidTextException {
        assertThat(documents("a\n\u200b\nb\n\u00e9\nc\n\u3042\nd"))
                .containsExactly("a\n\u200b\nb\n\u00e9\nc\n\u3042\nd");
    }

    @Test
    void keepsWhiteSpaceWithinADocumentAsRead() throws IOException, InvalidTextException {
        assertThat(documents("  a \n\tb  \n\n c ")).containsExactly("  a \n\tb  ", " c ");
    }

    @Test
    void normalisesAllLineEnds() throws IOException, InvalidTextException {
        assertThat(documents("a\r\nb\r\n\r\nc\rd\r\re\n\r\nf\r\n")).containsExactly("a\nb", "c\nd", "e", "f");
    }

    @Test
    void skipsAByteOrderMarkAtTheBeginningOnly() throws IOException, InvalidTextException {
        assertThat(documents("\ufeffa\n\n\ufeffb")).containsExactly("a", "\ufeffb");
        assertThat(documents("\ufeff")).isEmpty();
    }

    @Test
    void findsNothingInBlankText() throws IOException, InvalidTextException {
        assertThat(documents("")).isEmpty();
        assertThat(documents("\n \n\r\n")).isEmpty();
    }

    @Test
    void readsEachDocumentOnceWhereverTheRangesAreCut() throws IOException, InvalidTextException {
        String[] lines = {"", " ", "\t", "one", "two words", "\u00fc", "\u3000", "x".repeat(40)};
        String[] ends = {"\n", "\r\n", "\r"};
        var random = new SplittableRandom(7);
        for (int round = 0; round < 300; round++) {
            String text = random.ints(random.nextInt(25), 0, lines.length)
                    .mapToObj(line -> lines[line] + ends[random.nextInt(ends.length)])
                    .collect(Collectors.joining(
                            random.nextBoolean() ? "" : "\n", random.nextBoolean() ? "\ufeff" : "", "z"));
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            List<String> whole = documents(bytes, 0, bytes.length);
            for (int size = 1; size <= bytes.length; size += 1 + random.nextInt(5)) {
                List<String> cut = new ArrayList<>();
                for (int start = 0; start < bytes.length; start += size) {
                    cut.addAll(documents(bytes, start, Math.min(start + size, bytes.length)));
                }
                assertThat(cut).as("ranges of %d bytes of %s", size, text).isEqualTo(whole);
            }
        }
    }
}
