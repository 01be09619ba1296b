package cloze.train.checkpoint;

import cloze.config.NetworkConfig;
import cloze.train.state.StatePart;
import cloze.train.state.StoredState;
import cloze.train.state.WrittenFile;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * The content of {@code checkpoint.json}.
 *
 * @param format version of the checkpoint format
 * @param run fingerprint of the run that wrote it; other runs do not resume from it
 * @param network the network that the weights belong to
 * @param step number of steps of the run done
 * @param rounds number of averaging rounds done
 * @param epoch the epoch of the next minibatch, from 0
 * @param minibatch number of the run's next minibatch, counted over all workers
 * @param resultStep step of the checkpoint that is the result so far: this one, or the best one by held-out examples
 * @param seconds time spent in the rounds so far
 * @param files the other files by name
 * @param parts the files that hold a range of the state each; none in format {@value #WHOLE}
 */
public record CheckpointInfo(
        int format,
        String run,
        NetworkConfig network,
        int step,
        int rounds,
        int epoch,
        long minibatch,
        int resultStep,
        double seconds,
        Map<String, WrittenFile> files,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StatePart> parts) {

    /** The format of a state that one process writes whole. */
    public static final int WHOLE = 1;

    /** The format of a state that several tasks write in parts. */
    public static final int IN_PARTS = 2;

    public CheckpointInfo {
        files = Map.copyOf(files);
        parts = List.copyOf(parts);
    }

    /** Describes a run that is about to write a checkpoint. */
    public CheckpointInfo(
            String run,
            NetworkConfig network,
            int step,
            int rounds,
            int epoch,
            long minibatch,
            int resultStep,
            double seconds) {
        this(WHOLE, run, network, step, rounds, epoch, minibatch, resultStep, seconds, Map.of(), List.of());
    }

    /** Returns a copy that describes the files {@code written}, which hold {@code state} among other things. */
    CheckpointInfo with(StoredState state, Map<String, WrittenFile> written) {
        return new CheckpointInfo(
                state.parts().isEmpty() ? WHOLE : IN_PARTS,
                run,
                network,
                step,
                rounds,
                epoch,
                minibatch,
                resultStep,
                seconds,
                written,
                state.parts());
    }
}
