package cloze.corpus.read;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.CorpusConfig.DocumentSplit;
import cloze.config.CorpusConfig.Format;
import cloze.config.CorpusConfig.OnInvalid;
import cloze.fuzz.MemoryFiles;
import cloze.fuzz.Untrusted;
import cloze.input.FileRange;
import com.code_intelligence.jazzer.junit.FuzzTest;
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
        var format = new DocumentFormat(Format.JSONL, DocumentSplit.LINE);
        List<FileRange> ranges = List.of(FileRange.whole(MemoryFiles.at(NAME).toString(), 1));

        Optional<List<Row>> counted =
                Untrusted.read(content, () -> new ReadRanges(ranges, format, OnInvalid.SKIP).rows(hadoop));
        Optional<List<Row>> strict =
                Untrusted.read(content, () -> new ReadRanges(ranges, format, OnInvalid.FAIL).rows(hadoop));

        strict.ifPresent(rows -> assertThat(counted).contains(rows));
    }
}
