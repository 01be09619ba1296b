package cloze.train.plan;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One averaging round of the plan.
 *
 * @param index number of the round, from 0
 * @param firstStep number of steps that each worker has made before it
 * @param stepsAfter number of steps of the run done after it
 * @param minibatchesAfter number of minibatches of the run done after it
 * @param byWorker the minibatches of each worker in order; in the last round some workers may have fewer, or none
 */
public record PlannedRound(
        int index, int firstStep, int stepsAfter, long minibatchesAfter, List<List<MinibatchReference>> byWorker) {

    public PlannedRound {
        byWorker = List.copyOf(byWorker);
    }

    /** Returns the epochs of its minibatches, ascending. */
    public Set<Integer> epochs() {
        Set<Integer> epochs = new TreeSet<>();
        byWorker.forEach(own -> own.forEach(reference -> epochs.add(reference.epoch())));
        return epochs;
    }

    /** Returns the epoch of its last minibatch. */
    public int lastEpoch() {
        return epochs().stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** Returns the number of examples fitted by all workers. */
    public long examples() {
        return byWorker.stream()
                .flatMap(List::stream)
                .mapToLong(MinibatchReference::examples)
                .sum();
    }
}
