package cloze.train.plan;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One averaging round as the plan has it.
 *
 * @param index the round's number, from 0
 * @param firstStep steps each worker has made before it
 * @param stepsAfter steps of the run that are done after it
 * @param minibatchesAfter minibatches of the run that are done after it
 * @param byWorker each worker's minibatches in order; in the last round some may have fewer, or none
 */
public record PlannedRound(
        int index, int firstStep, int stepsAfter, long minibatchesAfter, List<List<MinibatchReference>> byWorker) {

    public PlannedRound {
        byWorker = List.copyOf(byWorker);
    }

    /** The epochs its minibatches belong to, ascending. */
    public Set<Integer> epochs() {
        Set<Integer> epochs = new TreeSet<>();
        byWorker.forEach(own -> own.forEach(reference -> epochs.add(reference.epoch())));
        return epochs;
    }

    /** The epoch its last minibatch belongs to. */
    public int lastEpoch() {
        return epochs().stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** Examples fitted by all workers together. */
    public long examples() {
        return byWorker.stream()
                .flatMap(List::stream)
                .mapToLong(MinibatchReference::examples)
                .sum();
    }
}
