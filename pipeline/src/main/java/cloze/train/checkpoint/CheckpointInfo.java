package cloze.train.checkpoint;

import cloze.config.NetworkConfig;
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
        Map<String, WrittenFile> files) {

    /** The format that this program writes. */
    public static final int FORMAT = 1;

    public CheckpointInfo {
        files = Map.copyOf(files);
    }

    CheckpointInfo withFiles(Map<String, WrittenFile> written) {
        return new CheckpointInfo(format, run, network, step, rounds, epoch, minibatch, resultStep, seconds, written);
    }

    /**
     * A file as it was written.
     *
     * @param bytes its length
     * @param sha256 its SHA-256 in hexadecimal
     */
    public record WrittenFile(long bytes, String sha256) {}
}
