package cloze.train.averaging;

import cloze.train.TinyRun;
import cloze.train.state.RunState;
import cloze.train.state.WholeState;
import cloze.train.synchronisation.FlatParameters;
import cloze.train.synchronisation.TrainerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Brings a state of {@link TinyRun}'s network into a trainer by way of files, as a checkpoint does. */
public final class Reloaded {
    private Reloaded() {}

    public static void into(RoundTrainer trainer, TrainerState state) {
        try {
            java.nio.file.Path folder = Files.createTempDirectory("state");
            var path = new Path(folder.toUri());
            try {
                RunState whole = new WholeState(FlatParameters.of(TinyRun.NETWORK), state);
                trainer.load(whole.write(path.getFileSystem(new Configuration()), path, RunState.Purpose.RESUME));
                // A trainer may read the files when it needs them.
                trainer.state().whole();
            } finally {
                FileUtils.deleteDirectory(folder.toFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
