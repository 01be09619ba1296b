package cloze.train.state;

import cloze.error.StateLostException;
import cloze.train.synchronisation.TrainerState;
import java.io.IOException;
import java.util.function.Function;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The state of a run between two rounds, wherever it is kept. Valid until the next round begins or another state is
 * loaded.
 */
public interface RunState {
    /** What a checkpoint is for. */
    enum Purpose {
        /** To resume the run. */
        RESUME,
        /** To be the result of the run, too. It has a file with the parameters of the network by name. */
        RESULT
    }

    /**
     * Writes the state into {@code folder}. May leave files in it that the result does not name.
     *
     * @return where the state is stored
     * @throws StateLostException if executors kept the state, and all that kept some part of it are gone
     */
    StoredState write(FileSystem files, Path folder, Purpose purpose) throws IOException;

    /**
     * Runs {@code jobs}, Spark jobs whose tasks need the parameters of the network. Returns their result.
     *
     * @throws StateLostException as {@link #write}
     */
    <T> T withParameters(JavaSparkContext spark, Function<ParameterCopies, T> jobs);

    /**
     * Returns the whole state, in the memory of this process.
     *
     * @throws StateLostException as {@link #write}
     */
    TrainerState whole();
}
