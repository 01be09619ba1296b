package cloze.corpus.read;

import cloze.config.CorpusConfig.OnInvalid;
import cloze.input.FileRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

/** Reads the documents and rejected rows of ranges, one after the other. */
record ReadRanges(List<FileRange> ranges, DocumentFormat format, OnInvalid onInvalid) {
    List<Row> rows(Configuration hadoop) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (FileRange range : ranges) {
            try (RangeReader reader = RangeReader.open(range, format, new ReadRules("text", "id", onInvalid), hadoop)) {
                Optional<Row> row = reader.advance();
                while (row.isPresent()) {
                    rows.add(row.get());
                    row = reader.advance();
                }
            }
        }
        return rows;
    }
}
