package cloze.train.synchronisation;

import java.util.List;
import java.util.SortedMap;

/**
 * Starts the next round from the mean of the workers' weights. Workers count equally; a worker without work does not
 * count.
 */
final class ReplicaMean implements Synchronisation {
    private final Moments moments;
    private final Blocks blocks;
    private float[] parameters;

    /** @param blocks the blocks of the spread */
    ReplicaMean(float[] initial, Moments moments, Blocks blocks) {
        this.parameters = initial;
        this.moments = moments;
        this.blocks = blocks;
    }

    float[] parameters() {
        return parameters;
    }

    /** Replaces the parameters that the next round starts from. */
    void replace(float[] others) {
        parameters = others;
    }

    @Override
    public List<ModelState> starts() {
        return moments.starts().stream()
                .map(updater -> new ModelState(parameters, updater))
                .toList();
    }

    @Override
    public Spread next(SortedMap<Integer, ModelState> ends) {
        Average average =
                Average.of(ends.values().stream().map(moments::averaged).toList(), blocks);
        moments.next(ends, average.state());
        parameters = average.state().parameters();
        return average.spread();
    }

    @Override
    public TrainerState state() {
        return new TrainerState(parameters, moments.vectors());
    }

    @Override
    public void load(TrainerState state) {
        moments.load(Vectors.byName(state));
        parameters = state.parameters();
    }
}
