package cloze.train.epoch;

import cloze.train.averaging.MinibatchSource;
import cloze.train.plan.PlannedRound;
import cloze.train.plan.TrainingPlan;
import java.util.Map;
import java.util.TreeMap;

/** The sources of the epochs a run is in: asked for once, kept while needed. */
public final class EpochWindow {
    private final EpochSources sources;
    private final TrainingPlan plan;
    private final TreeMap<Integer, MinibatchSource> open = new TreeMap<>();
    private int finished;

    /** @param minibatch the run's next minibatch: epochs before its own are finished already */
    public EpochWindow(EpochSources sources, TrainingPlan plan, long minibatch) {
        this.sources = sources;
        this.plan = plan;
        this.finished = plan.epochOf(minibatch);
    }

    /** The sources of the round's epochs. */
    public Map<Integer, MinibatchSource> of(PlannedRound round) {
        Map<Integer, MinibatchSource> needed = new TreeMap<>();
        for (int epoch : round.epochs()) {
            needed.put(epoch, open.computeIfAbsent(epoch, sources::forEpoch));
        }
        open.headMap(round.lastEpoch()).clear();
        return needed;
    }

    /** A checkpoint stands before {@code minibatch}: no earlier epoch is asked for again. */
    public void checkpointed(long minibatch) {
        while (finished < plan.epochOf(minibatch)) {
            sources.finished(finished++);
        }
    }
}
