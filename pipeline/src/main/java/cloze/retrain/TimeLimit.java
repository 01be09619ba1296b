package cloze.retrain;

import cloze.config.TimeSpan;
import cloze.config.TrainingConfig;
import cloze.error.CorruptArtifactException;
import cloze.table.TextFile;
import java.io.IOException;
import java.util.function.DoubleSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Leaves the training of a run the time in which it ends within retrain.time-limit. The time is fixed once per run and kept in
 * its work folder, because a resumed training has to have the same budget.
 *
 * @param limit wall time of the run; 0 for no limit
 * @param file where the time is kept
 */
record TimeLimit(TimeSpan limit, Path file) {
    /** At least one averaging round is trained. */
    private static final double LEAST_SECONDS = 1;

    /**
     * Returns {@code training} with a time budget.
     *
     * @param spent seconds of the run so far, and those that it will need after the training
     */
    TrainingConfig within(Configuration hadoop, TrainingConfig training, DoubleSupplier spent) throws IOException {
        if (limit.seconds() == 0) {
            return training;
        }
        if (!file.getFileSystem(hadoop).exists(file)) {
            double left = Math.max(LEAST_SECONDS, limit.seconds() - spent.getAsDouble());
            TextFile.write(hadoop, file, Math.round(left) + "\n");
        }
        String text = TextFile.read(hadoop, file).strip();
        try {
            return training.within(new TimeSpan(Double.parseDouble(text)));
        } catch (NumberFormatException e) {
            throw new CorruptArtifactException(
                    "%s: expected a number of seconds, found %s; remove the folder that holds it, and the run starts over"
                            .formatted(file, text),
                    e);
        }
    }
}
