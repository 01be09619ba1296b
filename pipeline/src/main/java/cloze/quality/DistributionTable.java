package cloze.quality;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.dataset.Documents;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Compares the draws behind the examples with the rules that they follow: create_instances_from_document,
 * truncate_seq_pair and create_masked_lm_predictions of google-research/bert's create_pretraining_data.py. If the rules
 * hold, |z| exceeds 4 once in 16,000 rows. Mutable.
 */
final class DistributionTable {
    static final String TABLE = "distribution";

    private static final StructType SCHEMA = new StructType()
            .add(Documents.SPLIT, StringType, false)
            .add("event", StringType, false)
            .add("among", StringType, false)
            .add("trials", LongType, false)
            .add("measured", DoubleType, false)
            .add("expected", DoubleType, false)
            .add("standard_error", DoubleType, false)
            .add("z", DoubleType, false);

    private final List<Row> rows = new ArrayList<>();

    /**
     * Adds a row, unless there were no trials.
     *
     * @param event the event whose occurrences are counted
     * @param among the set of trials
     */
    void add(String split, String event, String among, Chances chances) {
        if (chances.trials() > 0) {
            rows.add(RowFactory.create(
                    split,
                    event,
                    among,
                    chances.trials(),
                    chances.share(),
                    chances.expectedShare(),
                    chances.standardError(),
                    chances.z()));
        }
    }

    SmallTable table() {
        return new SmallTable(SCHEMA, rows);
    }
}
