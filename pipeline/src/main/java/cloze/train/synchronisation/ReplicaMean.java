package cloze.train.synchronisation;

import java.util.List;
import java.util.SortedMap;

/** The next round begins with the mean of the workers' weights. Every worker counts alike; one without work does not count. */
final class ReplicaMean implements Synchronisation {
    private final Moments moments;
    private float[] parameters;

    ReplicaMean(float[] initial, Moments moments) {
        this.parameters = initial;
        this.moments = moments;
    }

    float[] parameters() {
        return parameters;
    }

    /** Has the next round begin with others than the mean. */
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
    public double next(SortedMap<Integer, ModelState> ends) {
        Average average =
                Average.of(ends.values().stream().map(moments::averaged).toList());
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
