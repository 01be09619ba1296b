package cloze.corpus.read;

import cloze.config.CorpusConfig.OnInvalid;
import cloze.input.FileRange;
import cloze.input.Unpacking;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Reads the documents and rejected rows of ranges, one after the other. */
record ReadRanges(List<FileRange> ranges, DocumentFormat format, OnInvalid onInvalid) {
    private static final Pattern LINE = Pattern.compile(", line \\d+, byte");

    List<Row> rows(Configuration hadoop) throws IOException {
        var unpacking = new Unpacking(hadoop);
        List<Row> rows = new ArrayList<>();
        for (FileRange range : ranges) {
            try (RangeReader reader =
                    RangeReader.open(range, format, new ReadRules("text", "id", onInvalid), unpacking)) {
                Optional<Row> row = reader.advance();
                while (row.isPresent()) {
                    rows.add(withoutLine(row.get()));
                    row = reader.advance();
                }
            }
        }
        return rows;
    }

    /** Only a range that begins with its file knows the numbers of its lines. */
    private static Row withoutLine(Row row) {
        Object[] values = new Object[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i);
        }
        int detail = row.size() - 1;
        if (values[detail] instanceof String text) {
            values[detail] = LINE.matcher(text).replaceFirst(", byte");
        }
        return RowFactory.create(values);
    }
}
