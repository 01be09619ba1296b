package cloze.train.log;

import cloze.dataset.Contract;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The measurements on held-out examples as a table, one row each, in order. */
public final class ValidationLog {
    /** The columns of the log. */
    public static final Contract CONTRACT = new Contract(
            "validation log",
            TrainingLog.withMetrics(new StructType().add("step", DataTypes.IntegerType, false))
                    .add("best", DataTypes.BooleanType, false)
                    .add("round", DataTypes.IntegerType, false));

    private static final String NAME = "validation-log";

    private ValidationLog() {}

    /**
     * Returns the path of the Parquet table of a run with the output folder {@code output}. The table does not exist if
     * nothing was measured.
     */
    public static Path parquet(Path output) {
        return new Path(output, NAME);
    }

    /** Writes the table below {@code output} as Parquet and CSV, and replaces existing ones. */
    public static void write(Configuration hadoop, Path output, List<ValidationLogRow> log) {
        List<Row> rows = log.stream().map(ValidationLog::toRow).toList();
        new SmallTable(CONTRACT.schema(), rows).write(hadoop, output.toString(), NAME);
    }

    private static Row toRow(ValidationLogRow row) {
        List<Object> cells = new ArrayList<>(List.of(row.step()));
        cells.addAll(row.metrics().byColumn().values());
        cells.addAll(List.of(row.best(), row.round()));
        return RowFactory.create(cells.toArray());
    }
}
