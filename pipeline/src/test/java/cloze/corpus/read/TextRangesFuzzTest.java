package cloze.corpus.read;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.CorpusConfig.DocumentSplit;
import cloze.config.CorpusConfig.Format;
import cloze.config.CorpusConfig.OnInvalid;
import cloze.fuzz.MemoryFiles;
import cloze.fuzz.Untrusted;
import cloze.input.FileRange;
import cloze.input.PortionRows;
import cloze.input.Unpacking;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

class TextRangesFuzzTest {
    private static final int CUTS = 2;
    private static final String NAME = "corpus";

    private static final List<DocumentFormat> FORMATS = List.of(
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
        long[] cuts = {cut(content[0], text), cut(content[1], text)};
        Arrays.sort(cuts);
        Configuration hadoop = MemoryFiles.holding(Map.of(NAME, text));
        for (DocumentFormat format : FORMATS) {
            Optional<List<Row>> whole = Untrusted.read(content, () -> rows(hadoop, format, 0, text.length));

            assertThat(Untrusted.read(content, () -> rows(hadoop, format, 0, cuts[0], cuts[1], text.length)))
                    .isEqualTo(whole);
        }
    }

    private static long cut(byte place, byte[] text) {
        return (place & 0xff) % (text.length + 1);
    }

    /** @param cuts where the ranges begin, and where the last one ends */
    private static List<Row> rows(Configuration hadoop, DocumentFormat format, long... cuts) throws Exception {
        List<FileRange> ranges = new ArrayList<>();
        for (int i = 1; i < cuts.length; i++) {
            ranges.add(new FileRange(MemoryFiles.at(NAME).toString(), cuts[i - 1], cuts[i], 1));
        }
        var rules = new ReadRules("text", "id", OnInvalid.SKIP);
        List<Row> rows = new ArrayList<>();
        try (var read = new PortionRows<>(
                ranges,
                (range, unpacking) -> RangeReader.open(range, format, rules, unpacking),
                new Unpacking(hadoop))) {
            read.forEachRemaining(rows::add);
        }
        return rows;
    }
}
