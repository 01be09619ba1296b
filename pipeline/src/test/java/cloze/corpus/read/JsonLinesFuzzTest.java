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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

class JsonLinesFuzzTest {
    private static final String NAME = "corpus.jsonl";
    private static final DocumentFormat FORMAT = new DocumentFormat(Format.JSONL, DocumentSplit.LINE);

    /** Every line is a document, or is rejected with a reason; with {@code on-invalid = fail} the first one refuses. A file of another format is refused. */
    @FuzzTest
    void lines(byte[] content) throws Exception {
        Configuration hadoop = MemoryFiles.holding(Map.of(NAME, content));

        Optional<List<Row>> counted = Untrusted.read(content, () -> rows(OnInvalid.SKIP, hadoop));
        Optional<List<Row>> strict = Untrusted.read(content, () -> rows(OnInvalid.FAIL, hadoop));

        strict.ifPresent(rows -> assertThat(rows).isEqualTo(counted.get()));
    }

    private static List<Row> rows(OnInvalid onInvalid, Configuration hadoop) throws Exception {
        var range = FileRange.whole(MemoryFiles.at(NAME).toString(), 1);
        var rules = new ReadRules("text", "id", onInvalid);
        List<Row> rows = new ArrayList<>();
        try (var read = new PortionRows<>(
                List.of(range),
                (file, unpacking) -> RangeReader.open(file, FORMAT, rules, unpacking),
                new Unpacking(hadoop))) {
            read.forEachRemaining(rows::add);
        }
        return rows;
    }
}
