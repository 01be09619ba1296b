package cloze.corpus.read;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.CorpusConfig.DocumentSplit;
import cloze.config.CorpusConfig.Format;
import cloze.config.CorpusConfig.OnInvalid;
import cloze.fuzz.MemoryFiles;
import cloze.fuzz.Untrusted;
import cloze.input.FileRange;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

class TextRangesFuzzTest {
    private static final int CUTS = 2;
    private static final String NAME = "corpus";
    private static final List<DocumentFormat> FORMATS = List.of(
            new DocumentFormat(Format.AUTO, DocumentSplit.BLANK_LINE),
            new DocumentFormat(Format.TEXT, DocumentSplit.BLANK_LINE),
            new DocumentFormat(Format.TEXT, DocumentSplit.LINE),
            new DocumentFormat(Format.JSONL, DocumentSplit.LINE));

    /** The first bytes of the content place cuts in the text behind them; the documents are those of one range. */
    @FuzzTest
    void documents(byte[] content) throws Exception {
        if (content.length <= CUTS) {
            return;
        }
        byte[] text = Arrays.copyOfRange(content, CUTS, content.length);
        long[] cuts = {0, cut(content[0], text), cut(content[1], text), text.length};
        Arrays.sort(cuts);
        List<FileRange> divided = Stream.of(0, 1, 2)
                .filter(i -> cuts[i] < cuts[i + 1])
                .map(i -> range(cuts[i], cuts[i + 1]))
                .toList();
        Configuration hadoop = MemoryFiles.holding(Map.of(NAME, text));
        for (DocumentFormat format : FORMATS) {
            var whole = new ReadRanges(List.of(range(0, text.length)), format, OnInvalid.SKIP);
            var parts = new ReadRanges(divided, format, OnInvalid.SKIP);

            assertThat(Untrusted.read(content, () -> parts.rows(hadoop)))
                    .isEqualTo(Untrusted.read(content, () -> whole.rows(hadoop)));
        }
    }

    private static long cut(byte place, byte[] text) {
        return (place & 0xff) % (text.length + 1);
    }

    private static FileRange range(long start, long end) {
        return new FileRange(MemoryFiles.at(NAME).toString(), start, end, 1);
    }
}
