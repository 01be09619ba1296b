package cloze.train;

import java.util.function.LongSupplier;

/**
 * What a run takes from its caller besides what it computes.
 *
 * @param epochs where minibatches come from
 * @param progress told of each round
 * @param nanoTime a clock, in nanoseconds since any moment
 */
public record Surroundings(EpochSources epochs, TrainingProgress progress, LongSupplier nanoTime) {
    /** Minibatches of {@code epochs}; tells nobody. */
    public static Surroundings of(EpochSources epochs) {
        return new Surroundings(epochs, (row, plan) -> {}, System::nanoTime);
    }

    public Surroundings withProgress(TrainingProgress told) {
        return new Surroundings(epochs, told, nanoTime);
    }
}
