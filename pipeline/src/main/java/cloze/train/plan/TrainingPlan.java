package cloze.train.plan;

import cloze.config.TrainingConfig;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.random.Seeds;
import java.util.ArrayList;
import java.util.List;

/**
 * Assigns every minibatch of a run to a worker and a step.
 *
 * <p>An epoch of N examples has ceil(N / B) minibatches. The last may be smaller; none crosses into the next epoch. The
 * run is the sequence of the minibatches of all epochs, numbered g = 0, 1, ... Round r takes the next W * F of them (W
 * workers, F averaging-frequency). Within it, worker w takes number j * W + w as its step j. So minibatch g is always
 * step g / W of worker g mod W, and rounds only cut the sequence. Where B or the examples change during the run, the
 * sequence consists of segments. Any position in it is computed without iterating over those before.
 */
public final class TrainingPlan {
    private final TrainingConfig training;
    private final long seed;
    private final List<PlanSegment> stretches;
    private final long minibatches;

    /**
     * @param examples examples per epoch of each length phase; a single number without phases
     * @throws InvalidInputException if there is no example
     * @throws InvalidConfigException if the run has more steps than Deeplearning4j can count
     */
    public TrainingPlan(TrainingConfig training, List<Long> examples, long seed) {
        if (examples.stream().anyMatch(count -> count < 1)) {
            throw new InvalidInputException(
                    "Training examples: expected at least 1, found 0; the prepare job's quality tables show what became of the documents");
        }
        this.training = training;
        this.seed = seed;
        this.stretches = new PlanSegments(training, examples).all();
        PlanSegment last = last();
        this.minibatches = last.first() + last.count();
        long steps = PlanSegment.ceilDivide(minibatches, training.workers());
        if (steps > Integer.MAX_VALUE) {
            throw new InvalidConfigException(
                    List.of("training.epochs = %d: makes %d steps of each worker, more than the maximum of %d"
                            .formatted(training.epochs(), steps, Integer.MAX_VALUE)));
        }
    }

    /** Returns the number of minibatches of the whole run, over all workers. */
    public long minibatches() {
        return minibatches;
    }

    /**
     * Returns the number of steps of each worker in the whole run. If the last step is partial, some workers make one
     * step less.
     */
    public int steps() {
        return (int) PlanSegment.ceilDivide(minibatches, training.workers());
    }

    /** Returns the number of averaging rounds of the whole run. */
    public int rounds() {
        return (int) PlanSegment.ceilDivide(minibatches, minibatchesPerRound());
    }

    /** Returns round {@code index}, counted from 0. */
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

    /**
     * Returns the epoch of minibatch {@code number} of the run, from 0. Epochs are numbered consecutively across length
     * phases.
     */
    public int epochOf(long number) {
        return stretch(number).at(number).epoch();
    }

    /** Returns the length phase of {@code epoch}, from 0. */
    public int phaseOf(int epoch) {
        return stretches.stream()
                .filter(stretch -> epoch <= stretch.lastEpoch())
                .findFirst()
                .orElse(last())
                .phase();
    }

    /** Returns minibatch {@code number} of the run. */
    public MinibatchReference minibatch(long number) {
        PlanSegment stretch = stretch(number);
        PlanSegment.Place place = stretch.at(number);
        long to = stretch.behind(place);
        return new MinibatchReference(place.epoch(), place.offset(), to, Seeds.key(seed, "dropout", number));
    }

    /** Returns the segment that minibatch {@code number} belongs to; after the end of the run, the last one. */
    private PlanSegment stretch(long number) {
        return stretches.stream()
                .filter(stretch -> number < stretch.first() + stretch.count())
                .findFirst()
                .orElse(last());
    }

    private PlanSegment last() {
        return stretches.get(stretches.size() - 1);
    }

    private long minibatchesPerRound() {
        return (long) training.workers() * training.averagingFrequency();
    }
}
