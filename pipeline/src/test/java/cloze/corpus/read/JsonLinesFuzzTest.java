package cloze.corpus.read;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.CorpusConfig.OnInvalid;
import cloze.fuzz.MemoryFiles;
import cloze.fuzz.Untrusted;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

class JsonLinesFuzzTest {
    private static final String NAME = "corpus.jsonl";

    /** Every line is a document, or is rejected with a reason; with {@code on-invalid = fail} the first one refuses. */
    @FuzzTest
    void lines(byte[] content) throws Exception {
        Configuration hadoop = MemoryFiles.holding(Map.of(NAME, content));

        Optional<List<Row>> counted = Untrusted.read(content, () -> rows(OnInvalid.SKIP, hadoop));
        Optional<List<Row>> strict = Untrusted.read(content, () -> rows(OnInvalid.FAIL, hadoop));

        assertThat(counted).isPresent();
        strict.ifPresent(rows -> assertThat(rows).isEqualTo(counted.get()));
    }

    private static List<Row> rows(OnInvalid onInvalid, Configuration hadoop) throws Exception {
        var range = new FileRange(MemoryFiles.at(NAME).toString(), 0, Long.MAX_VALUE, Layout.JSON_LINE, 1);
        List<Row> rows = new ArrayList<>();
        try (var reader = new RangeReader(List.of(range), new ReadRules("text", "id", onInvalid), hadoop)) {
            reader.forEachRemaining(rows::add);
        }
        return rows;
    }
}
