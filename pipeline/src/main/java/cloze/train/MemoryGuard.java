package cloze.train;

import cloze.config.ByteSize;
import cloze.error.MemoryLimitException;
import cloze.train.log.TrainingLogRow;

/**
 * Ends a run, behind a checkpoint, before the operating system does it without one.
 *
 * @param limit largest resident size of the driver's or an executor's process; 0: none
 */
record MemoryGuard(ByteSize limit) {
    /** Whether a process was too large at the end of the round. */
    boolean isExceeded(TrainingLogRow row) {
        return limit.bytes() > 0 && row.residentBytes() > limit.bytes();
    }

    /**
     * Says what to do.
     *
     * @param checkpoint where the run stands
     */
    MemoryLimitException stop(TrainingLogRow row, String checkpoint) {
        return new MemoryLimitException(
                "Memory of the largest process after %d rounds: resident size %s, training.memory-limit %s. Nothing is lost: the same command resumes from %s in a fresh process. First raise training.memory-limit, or reduce memory with a smaller training.train-batch-size or fewer cores per process"
                        .formatted(
                                row.round() + 1, new ByteSize(row.residentBytes()).shown(), limit.shown(), checkpoint));
    }
}
