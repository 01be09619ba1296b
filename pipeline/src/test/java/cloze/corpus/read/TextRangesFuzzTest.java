package cloze.corpus.read;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.CorpusConfig.OnInvalid;
import cloze.fuzz.MemoryFiles;
import cloze.fuzz.Untrusted;
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
        for (Layout layout : List.of(Layout.BLANK_LINE, Layout.LINE, Layout.JSON_LINE)) {
            FileRange whole = range(0, text.length, layout);
            List<FileRange> divided = List.of(
                    range(0, cuts[0], layout), range(cuts[0], cuts[1], layout), range(cuts[1], text.length, layout));

            Optional<List<Row>> rows = Untrusted.read(content, () -> rows(List.of(whole), hadoop));

            assertThat(rows).isPresent();
            assertThat(rows(divided, hadoop)).isEqualTo(rows.get());
        }
    }

    private static long cut(byte place, byte[] text) {
        return (place & 0xff) % (text.length + 1);
    }

    private static FileRange range(long start, long end, Layout layout) {
        return new FileRange(MemoryFiles.at(NAME).toString(), start, end, layout, 1);
    }

    private static List<Row> rows(List<FileRange> ranges, Configuration hadoop) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (var reader = new RangeReader(ranges, new ReadRules("text", "id", OnInvalid.SKIP), hadoop)) {
            reader.forEachRemaining(rows::add);
        }
        return rows;
    }
}
