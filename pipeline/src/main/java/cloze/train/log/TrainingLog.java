package cloze.train.log;

import cloze.dataset.Contract;
import cloze.dataset.Metric;
import cloze.dataset.Metrics;
import cloze.table.SmallTable;
import cloze.table.TextFile;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The training log as a table, one row per averaging round, in order. */
public final class TrainingLog {
    /** The columns of the log. */
    public static final Contract CONTRACT = new Contract(
            "training log",
            withPhases(withMetrics(new StructType()
                            .add("step", DataTypes.IntegerType, false)
                            .add("epoch", DataTypes.IntegerType, false)
                            .add("lr", DataTypes.DoubleType, false))
                    .add("gradient_norm", DataTypes.DoubleType, false)
                    .add("parameter_spread", DataTypes.DoubleType, false)
                    .add("sequences_per_second", DataTypes.DoubleType, false)
                    .add("averaging_overhead", DataTypes.DoubleType, false)
                    .add("examples", DataTypes.LongType, false)
                    .add("elapsed_seconds", DataTypes.DoubleType, false)
                    .add("resident_bytes", DataTypes.LongType, false)
                    .add("round", DataTypes.IntegerType, false)));

    private static final String NAME = "training-log";

    private TrainingLog() {}

    /** Returns the path of the Parquet table of a run with the output folder {@code output}. */
    public static Path parquet(Path output) {
        return new Path(output, NAME);
    }

    /** Returns the path of the same table as a single CSV file with a header. */
    public static Path csv(Path output) {
        return new Path(output, NAME + ".csv");
    }

    /** Writes both forms, and replaces existing ones. */
    public static void write(Configuration hadoop, Path output, List<TrainingLogRow> log) {
        table(log).write(hadoop, output.toString(), NAME);
    }

    /** Writes only the CSV form, without a Spark job, as progress of a run that is not finished. */
    public static void writeSoFar(Configuration hadoop, Path output, List<TrainingLogRow> log) {
        TextFile.write(hadoop, csv(output), table(log).csv());
    }

    private static SmallTable table(List<TrainingLogRow> log) {
        return new SmallTable(
                CONTRACT.schema(), log.stream().map(TrainingLog::toRow).toList());
    }

    private static Row toRow(TrainingLogRow row) {
        List<Object> cells = new ArrayList<>(List.of(row.step(), row.epoch(), row.learningRate()));
        cells.addAll(row.metrics().byColumn().values());
        cells.addAll(List.of(
                row.gradientNorm(),
                row.parameterSpread(),
                row.sequencesPerSecond(),
                row.averagingOverhead(),
                row.examples(),
                row.elapsedSeconds(),
                row.residentBytes(),
                row.round()));
        cells.addAll(row.phases().byColumn().values());
        return RowFactory.create(cells.toArray());
    }

    /**
     * Adds a column to {@code schema} for each metric of a round. The columns are not nullable; a missing value is NaN.
     */
    static StructType withMetrics(StructType schema) {
        var extended = schema;
        for (Metric metric : Metrics.MODEL) {
            extended = extended.add(metric.column(), DataTypes.DoubleType, false);
        }
        return extended;
    }

    /** Adds the columns of {@link PhaseSeconds}, at the end, where readers of older logs do not look. */
    private static StructType withPhases(StructType schema) {
        var extended = schema;
        for (String column : PhaseSeconds.COLUMNS) {
            extended = extended.add(column, DataTypes.DoubleType, false);
        }
        return extended;
    }
}
