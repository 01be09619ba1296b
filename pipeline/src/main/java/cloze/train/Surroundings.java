package cloze.train;

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
public record Surroundings(
        EpochSources epochs, HeldOutMeasure heldOut, TrainingProgress progress, LongSupplier nanoTime, int runs) {
    /** Minibatches of {@code epochs}; measures nothing, tells nobody. */
    public static Surroundings of(EpochSources epochs) {
        return new Surroundings(epochs, HeldOutMeasure.NONE, (row, plan) -> {}, System::nanoTime, 1);
    }

    public Surroundings withHeldOut(HeldOutMeasure measure) {
        return new Surroundings(epochs, measure, progress, nanoTime, runs);
    }

    public Surroundings withProgress(TrainingProgress told) {
        return new Surroundings(epochs, heldOut, told, nanoTime, runs);
    }

    public Surroundings withClock(LongSupplier clock) {
        return new Surroundings(epochs, heldOut, progress, clock, runs);
    }

    public Surroundings withRuns(int atOnce) {
        return new Surroundings(epochs, heldOut, progress, nanoTime, atOnce);
    }
}
