package cloze.artifact;

import cloze.dataset.Documents;
import cloze.report.LearningCurve;
import cloze.table.SmallTable;
import cloze.table.StoredPath;
import cloze.train.log.TrainingLog;
import cloze.train.log.ValidationLog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The logs of a pretrain output as curves. */
public final class TrainingCurves {
    /** A checkpoint is two folders below its run: checkpoints/step-00000100. */
    private static final int CHECKPOINT_DEPTH = 2;

    private TrainingCurves() {}

    /** Reads the logs of the pretrain output {@code output}: split, and the columns of {@link LearningCurve}. */
    public static SmallTable read(Configuration hadoop, String output) throws IOException {
        var folder = StoredPath.of(output);
        SmallTable train = read(hadoop, Documents.TRAIN, TrainingLog.parquet(folder));
        Path validation = ValidationLog.parquet(folder);
        return exists(hadoop, validation) ? train.with(read(hadoop, Documents.VALIDATION, validation)) : train;
    }

    /** Reads the logs beside {@code model}, a pretrain output or one of its checkpoints; empty for another model. */
    public static Optional<SmallTable> beside(Configuration hadoop, String model) throws IOException {
        Path named = StoredPath.of(model);
        for (Path folder : named.depth() < CHECKPOINT_DEPTH
                ? List.of(named)
                : List.of(named, named.getParent().getParent())) {
            if (exists(hadoop, TrainingLog.parquet(folder))) {
                return Optional.of(read(hadoop, folder.toString()));
            }
        }
        return Optional.empty();
    }

    private static SmallTable read(Configuration hadoop, String split, Path log) {
        return LearningCurve.of(SmallTable.read(hadoop, log).sortedBy("round")).startingWith("split", split);
    }

    private static boolean exists(Configuration hadoop, Path path) throws IOException {
        return path.getFileSystem(hadoop).exists(path);
    }
}
