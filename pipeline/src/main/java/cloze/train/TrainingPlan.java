package cloze.train;

import cloze.config.TrainingConfig;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.random.Seeds;
import java.util.ArrayList;
import java.util.List;

/**
 * Which minibatch is fitted when and by whom, for a whole run.
 *
 * <p>An epoch of N examples has ceil(N / B) minibatches; the last may be smaller, none crosses into the next epoch. The run is all epochs'
 * minibatches in a row, numbered g = 0, 1, ... Round r takes the next W * F of them (W workers, F averaging-frequency); inside it worker w
 * takes number j * W + w as its step j. So minibatch g is always step g / W of worker g mod W, and the rounds only cut the row.
 */
public final class TrainingPlan {
    private final TrainingConfig training;
    private final long examplesPerEpoch;
    private final long seed;
    private final long minibatchesPerEpoch;
    private final long minibatches;

    /**
     * @throws InvalidInputException when there is no example
     * @throws InvalidConfigException when the run has more steps than Deeplearning4j can count
     */
    public TrainingPlan(TrainingConfig training, long examplesPerEpoch, long seed) {
        if (examplesPerEpoch < 1) {
            throw new InvalidInputException(
                    "Training examples: expected at least 1, found 0; see the prepare job's quality tables for what became of the documents");
        }
        this.training = training;
        this.examplesPerEpoch = examplesPerEpoch;
        this.seed = seed;
        this.minibatchesPerEpoch = ceilDivide(examplesPerEpoch, training.trainBatchSize());
        int maxSteps = training.endsByTimeAlone() ? Integer.MAX_VALUE : training.maxSteps();
        this.minibatches =
                maxSteps > 0 ? (long) maxSteps * training.workers() : minibatchesPerEpoch * training.epochs();
        long steps = ceilDivide(minibatches, training.workers());
        if (steps > Integer.MAX_VALUE) {
            throw new InvalidConfigException(
                    List.of("training.epochs = %d: makes %d steps of each worker, at most %d can be counted"
                            .formatted(training.epochs(), steps, Integer.MAX_VALUE)));
        }
    }

    /** Minibatches of the whole run, all workers together. */
    public long minibatches() {
        return minibatches;
    }

    /** Minibatches of one epoch. */
    public long minibatchesPerEpoch() {
        return minibatchesPerEpoch;
    }

    /** Steps of each worker in the whole run; with a partial last step some workers make one less. */
    public int steps() {
        return (int) ceilDivide(minibatches, training.workers());
    }

    /** Averaging rounds of the whole run. */
    public int rounds() {
        return (int) ceilDivide(minibatches, minibatchesPerRound());
    }

    /** Round {@code index}, counted from 0. */
    public PlannedRound round(int index) {
        long first = index * minibatchesPerRound();
        long end = Math.min(minibatches, first + minibatchesPerRound());
        List<List<MinibatchReference>> byWorker = new ArrayList<>();
        for (int worker = 0; worker < training.workers(); worker++) {
            List<MinibatchReference> own = new ArrayList<>();
            for (long number = first + worker; number < end; number += training.workers()) {
                own.add(minibatch(number));
            }
            byWorker.add(List.copyOf(own));
        }
        int firstStep = index * training.averagingFrequency();
        int stepsAfter = (int) Math.min(steps(), (long) firstStep + training.averagingFrequency());
        return new PlannedRound(index, firstStep, stepsAfter, end, byWorker);
    }

    /** The epoch of minibatch {@code number} of the run, from 0. */
    public int epochOf(long number) {
        return Math.toIntExact(number / minibatchesPerEpoch);
    }

    /** Minibatch {@code number} of the run. */
    MinibatchReference minibatch(long number) {
        long from = number % minibatchesPerEpoch * training.trainBatchSize();
        long to = Math.min(examplesPerEpoch, from + training.trainBatchSize());
        return new MinibatchReference(epochOf(number), from, to, Seeds.key(seed, "dropout", number));
    }

    private long minibatchesPerRound() {
        return (long) training.workers() * training.averagingFrequency();
    }

    private static long ceilDivide(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
