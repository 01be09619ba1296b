package cloze.train;

import cloze.config.ByteSize;
import cloze.error.MemoryLimitException;
import cloze.train.log.TrainingLogRow;

/**
 * Stops a run after a checkpoint, before the operating system would kill it.
 *
 * @param limit largest resident size of a driver or executor process; 0 means no limit
 */
record MemoryGuard(ByteSize limit) {
    /** Returns whether a process was too large at the end of the round. */
    boolean isExceeded(TrainingLogRow row) {
        return limit.bytes() > 0 && row.residentBytes() > limit.bytes();
    }

    /**
     * Returns an exception that tells the user what to do.
     *
     * @param checkpoint the checkpoint to resume from
     */
    MemoryLimitException stop(TrainingLogRow row, String checkpoint) {
        return new MemoryLimitException(
                "Memory of the largest process after %d rounds: resident size %s, training.memory-limit %s. Nothing is lost: the same command resumes from %s in a fresh process. First raise training.memory-limit, or reduce memory with a smaller training.train-batch-size or fewer cores per process"
                        .formatted(
                                row.round() + 1, new ByteSize(row.residentBytes()).shown(), limit.shown(), checkpoint));
    }
}
