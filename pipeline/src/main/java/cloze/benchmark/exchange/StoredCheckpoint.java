package cloze.benchmark.exchange;

import cloze.train.averaging.RoundTrainer;
import cloze.train.state.RunState;
import cloze.train.state.StoredState;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a checkpoint took.
 *
 * @param bytes its size
 * @param writing seconds until it was stored
 * @param loading seconds in which the trainer read and checked it
 */
public record StoredCheckpoint(long bytes, double writing, double loading) {
    /** Stores the state of {@code trainer} in {@code folder}, and has it go on from there. */
    static StoredCheckpoint measured(RoundTrainer trainer, Path folder, Configuration hadoop) throws IOException {
        FileSystem files = folder.getFileSystem(hadoop);
        files.mkdirs(folder);
        long begin = System.nanoTime();
        StoredState stored = trainer.state().write(files, folder, RunState.Purpose.RESUME);
        long written = System.nanoTime();
        trainer.load(stored);
        long loaded = System.nanoTime();
        return new StoredCheckpoint(
                files.getContentSummary(folder).getLength(), (written - begin) * 1e-9, (loaded - written) * 1e-9);
    }
}
