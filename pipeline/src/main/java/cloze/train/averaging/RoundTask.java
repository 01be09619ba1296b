package cloze.train.averaging;

import java.io.Serializable;
import java.util.List;

/**
 * What every worker is told of a round, whoever brings it to the executors.
 *
 * @param recipe what replicas are built from
 * @param starts what all workers begin the round with, or what each of them does, in the workers' order
 * @param step steps of the run done before the round
 * @param spent share of the time budget spent before it, see {@link Round}
 */
public record RoundTask(ReplicaRecipe recipe, List<StateReference> starts, int step, int spent)
        implements Serializable {
    public RoundTask {
        starts = List.copyOf(starts);
    }

    StateReference start(int worker) {
        return starts.get(starts.size() == 1 ? 0 : worker);
    }
}
