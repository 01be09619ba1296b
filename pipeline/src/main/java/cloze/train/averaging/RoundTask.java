package cloze.train.averaging;

import java.io.Serializable;
import java.util.List;

/**
 * The task of a round that every worker receives, whatever stage carries it to the executors.
 *
 * @param recipe how to build replicas
 * @param starts the initial state: one for all workers, or one for each in the order of the workers
 * @param step number of steps of the run done before the round
 * @param spent share of the time budget spent before the round; see {@link Round}
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
