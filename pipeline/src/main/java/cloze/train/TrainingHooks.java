package cloze.train;

import cloze.train.epoch.EpochSources;
import java.util.function.LongSupplier;

/**
 * What a run takes from its caller besides what it computes.
 *
 * @param epochs where minibatches come from
 * @param heldOut measures weights between two rounds
 * @param progress told of each round
 * @param nanoTime a clock, in nanoseconds since any moment
 * @param runs training runs at work at the same time, this one included
 */
public record TrainingHooks(
        EpochSources epochs, HeldOutMeasure heldOut, TrainingProgress progress, LongSupplier nanoTime, int runs) {
    /** Minibatches of {@code epochs}; measures nothing, tells nobody. */
    public static TrainingHooks of(EpochSources epochs) {
        return new TrainingHooks(epochs, HeldOutMeasure.NONE, (row, plan) -> {}, System::nanoTime, 1);
    }

    public TrainingHooks withHeldOut(HeldOutMeasure measure) {
        return new TrainingHooks(epochs, measure, progress, nanoTime, runs);
    }

    public TrainingHooks withProgress(TrainingProgress told) {
        return new TrainingHooks(epochs, heldOut, told, nanoTime, runs);
    }

    public TrainingHooks withClock(LongSupplier clock) {
        return new TrainingHooks(epochs, heldOut, progress, clock, runs);
    }

    public TrainingHooks withRuns(int atOnce) {
        return new TrainingHooks(epochs, heldOut, progress, nanoTime, atOnce);
    }
}
