package cloze.benchmark.exchange;

import cloze.train.averaging.RoundTrainer;
import cloze.train.state.RunState;
import cloze.train.state.StoredState;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The size of a checkpoint, and the times to write and to check it.
 *
 * @param bytes its size
 * @param writing seconds until it was stored
 * @param loading seconds in which the trainer read and checked it; on the slices route executors read it once more, in
 *     the next round
 */
public record StoredCheckpoint(long bytes, double writing, double loading) {
    /** A checkpoint that is stored, and not yet loaded. */
    record Written(StoredState state, long bytes, double seconds) {
        /** Has {@code trainer} go on from it. */
        StoredCheckpoint loadedBy(RoundTrainer trainer) throws IOException {
            long begin = System.nanoTime();
            trainer.load(state);
            return new StoredCheckpoint(bytes, seconds, (System.nanoTime() - begin) * 1e-9);
        }
    }

    /** Stores {@code state} in {@code folder}, which must not exist. */
    static Written written(RunState state, Path folder, Configuration hadoop) throws IOException {
        FileSystem files = folder.getFileSystem(hadoop);
        files.mkdirs(folder);
        long begin = System.nanoTime();
        StoredState stored = state.write(files, folder, RunState.Purpose.RESUME);
        double seconds = (System.nanoTime() - begin) * 1e-9;
        return new Written(stored, files.getContentSummary(folder).getLength(), seconds);
    }
}
