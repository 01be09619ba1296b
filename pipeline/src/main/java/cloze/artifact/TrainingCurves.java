package cloze.artifact;

import cloze.dataset.Documents;
import cloze.report.LearningCurve;
import cloze.table.SmallTable;
import cloze.table.StoredPath;
import cloze.table.StoredTable;
import cloze.train.log.TrainingLog;
import cloze.train.log.ValidationLog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The logs of a pretrain output as curves. */
public final class TrainingCurves {
    /** A checkpoint is two folders below its run: checkpoints/step-00000100. */
    private static final int CHECKPOINT_DEPTH = 2;

    private TrainingCurves() {}

    /** Reads the logs of the pretrain output {@code output}: split, and the columns of {@link LearningCurve}. */
    public static SmallTable read(SparkSession spark, String output) throws IOException {
        var folder = StoredPath.of(output);
        SmallTable train = read(spark, Documents.TRAIN, TrainingLog.parquet(folder));
        Path validation = ValidationLog.parquet(folder);
        return exists(spark, validation) ? train.with(read(spark, Documents.VALIDATION, validation)) : train;
    }

    /** Reads the logs beside {@code model}, a pretrain output or one of its checkpoints; empty for another model. */
    public static Optional<SmallTable> beside(SparkSession spark, String model) throws IOException {
        Path named = StoredPath.of(model);
        for (Path folder : named.depth() < CHECKPOINT_DEPTH
                ? List.of(named)
                : List.of(named, named.getParent().getParent())) {
            if (exists(spark, TrainingLog.parquet(folder))) {
                return Optional.of(read(spark, folder.toString()));
            }
        }
        return Optional.empty();
    }

    private static SmallTable read(SparkSession spark, String split, Path log) {
        return LearningCurve.of(SmallTable.of(StoredTable.read(spark, log).orderBy("round")))
                .startingWith("split", split);
    }

    private static boolean exists(SparkSession spark, Path path) throws IOException {
        return path.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(path);
    }
}
