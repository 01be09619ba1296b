package cloze.quality;

import cloze.table.SmallTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * The result of one pass over the pairs.
 *
 * @param tables by name
 * @param sample at most 1,000 training pairs drawn by key, as rows of {@link cloze.dataset.SentencePairs}; enough to
 *     check the masks of an epoch
 */
public record MeasuredPairs(Map<String, SmallTable> tables, List<Row> sample) {
    public MeasuredPairs {
        tables = new TreeMap<>(tables);
        sample = List.copyOf(sample);
    }
}
