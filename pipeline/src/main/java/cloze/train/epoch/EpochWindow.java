package cloze.train.epoch;

import cloze.train.averaging.MinibatchSource;
import cloze.train.plan.PlannedRound;
import cloze.train.plan.TrainingPlan;
import java.util.Map;
import java.util.TreeMap;

/** The sources of the current epochs. Each is requested once, and kept while it is needed. */
public final class EpochWindow {
    private final EpochSources sources;
    private final TrainingPlan plan;
    private final TreeMap<Integer, MinibatchSource> open = new TreeMap<>();
    private int finished;

    /** @param minibatch number of the run's next minibatch; epochs before its own are already finished */
    public EpochWindow(EpochSources sources, TrainingPlan plan, long minibatch) {
        this.sources = sources;
        this.plan = plan;
        this.finished = plan.epochOf(minibatch);
    }

    /** Returns the sources of the round's epochs. */
    public Map<Integer, MinibatchSource> of(PlannedRound round) {
        Map<Integer, MinibatchSource> needed = new TreeMap<>();
        for (int epoch : round.epochs()) {
            needed.put(epoch, open.computeIfAbsent(epoch, sources::forEpoch));
        }
        open.headMap(round.lastEpoch()).clear();
        return needed;
    }

    /**
     * Finishes the epochs before that of {@code minibatch}, the next one after a new checkpoint. They will not be
     * needed again.
     */
    public void checkpointed(long minibatch) {
        while (finished < plan.epochOf(minibatch)) {
            sources.finished(finished++);
        }
    }
}
