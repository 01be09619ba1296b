package cloze.train;

import cloze.dataset.Contract;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The training log as a table: one row per averaging round, in order. */
public final class TrainingLog {
    /** Columns of the log. */
    public static final Contract CONTRACT = new Contract(
            "training log",
            new StructType()
                    .add("step", DataTypes.IntegerType, false)
                    .add("epoch", DataTypes.IntegerType, false)
                    .add("learning_rate", DataTypes.DoubleType, false)
                    .add("masked_lm_loss", DataTypes.DoubleType, false)
                    .add("masked_lm_accuracy", DataTypes.DoubleType, false)
                    .add("next_sentence_loss", DataTypes.DoubleType, false)
                    .add("next_sentence_accuracy", DataTypes.DoubleType, false)
                    .add("gradient_norm", DataTypes.DoubleType, false)
                    .add("parameter_spread", DataTypes.DoubleType, false)
                    .add("sequences_per_second", DataTypes.DoubleType, false)
                    .add("averaging_overhead", DataTypes.DoubleType, false)
                    .add("examples", DataTypes.LongType, false)
                    .add("elapsed_seconds", DataTypes.DoubleType, false)
                    .add("resident_bytes", DataTypes.LongType, false)
                    .add("round", DataTypes.IntegerType, false));

    private static final String NAME = "training-log";

    private TrainingLog() {}

    /** The Parquet table of a run whose output folder is {@code output}. */
    public static Path parquet(Path output) {
        return new Path(output, NAME);
    }

    /** The same table as one CSV file with a header. */
    public static Path csv(Path output) {
        return new Path(output, NAME + ".csv");
    }

    /** Writes both forms, replacing what is there. */
    static void write(SparkSession spark, Path output, List<TrainingLogRow> log) throws IOException {
        List<Row> rows = log.stream().map(TrainingLog::toRow).toList();
        spark.createDataFrame(rows, CONTRACT.schema())
                .coalesce(1)
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(parquet(output).toString());
        Path csv = csv(output);
        try (OutputStream out =
                csv.getFileSystem(spark.sparkContext().hadoopConfiguration()).create(csv, true)) {
            out.write((String.join(",", CONTRACT.schema().fieldNames()) + "\n").getBytes(StandardCharsets.UTF_8));
            for (Row row : rows) {
                out.write(line(row).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static String line(Row row) {
        var line = new StringJoiner(",", "", "\n");
        for (int column = 0; column < row.size(); column++) {
            line.add(String.format(Locale.ROOT, "%s", row.get(column)));
        }
        return line.toString();
    }

    private static Row toRow(TrainingLogRow row) {
        return RowFactory.create(
                row.step(),
                row.epoch(),
                row.learningRate(),
                row.maskedLmLoss(),
                row.maskedLmAccuracy(),
                row.nextSentenceLoss(),
                row.nextSentenceAccuracy(),
                row.gradientNorm(),
                row.parameterSpread(),
                row.sequencesPerSecond(),
                row.averagingOverhead(),
                row.examples(),
                row.elapsedSeconds(),
                row.residentBytes(),
                row.round());
    }
}
