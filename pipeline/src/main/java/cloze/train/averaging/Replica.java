package cloze.train.averaging;

import cloze.network.graph.BertNetwork;
import cloze.network.matrix.Floats;
import cloze.train.optimiser.FusedUpdater;
import cloze.train.optimiser.GradientClipping;
import cloze.train.optimiser.WarmupLinearDecay;
import cloze.train.synchronisation.ModelState;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One worker's copy of the network with its native memory. Kept between rounds: what it holds is overwritten at the start of each. */
public final class Replica {
    private final BertNetwork network;
    private final GradientClipping guard;

    private Replica(BertNetwork network, GradientClipping guard) {
        this.network = network;
        this.guard = guard;
    }

    /** A replica of the shape of {@code state}; its content is undefined until {@link #load}. */
    static Replica of(ReplicaRecipe recipe, ModelState state) {
        // A copy: the configuration carries the counters, which each replica has for itself.
        ComputationGraphConfiguration configuration = recipe.configuration().clone();
        var network = BertNetwork.sharing(configuration, Nd4j.create(DataType.FLOAT, state.parameters().length));
        INDArray updater = Nd4j.create(DataType.FLOAT, state.updater().length);
        var guard = new GradientClipping(recipe.maxGradNorm());
        FusedUpdater.fit(network.graph(), updater, guard);
        return new Replica(network, guard);
    }

    BertNetwork network() {
        return network;
    }

    ComputationGraph graph() {
        return network.graph();
    }

    GradientClipping guard() {
        return guard;
    }

    /**
     * Takes over {@code state} and the run's counters, which Deeplearning4j's own copy of a graph configuration drops.
     *
     * @param step steps of the run done before
     * @param spent share of the time budget that is spent; the graph's epoch counter brings it to the schedule, see {@link WarmupLinearDecay}
     */
    void load(ModelState state, int step, int spent) {
        load(graph(), state);
        graph().getConfiguration().setIterationCount(step);
        graph().getConfiguration().setEpochCount(spent);
        guard.reset();
    }

    /** Steps of the run that are done. */
    int step() {
        return graph().getConfiguration().getIterationCount();
    }

    /** The learning rate of {@code step}, as the share of the time budget stands. */
    double learningRate(int step) {
        return graph().getUpdater()
                .getUpdaterBlocks()
                .get(0)
                .getGradientUpdater()
                .getConfig()
                .getLearningRate(step, graph().getConfiguration().getEpochCount());
    }

    /** What the replica holds now. */
    ModelState state() {
        return state(graph());
    }

    /** Gives the native memory back at once: the garbage collector sees only small objects and would take its time. */
    void close() {
        network.close();
    }

    public static ModelState state(ComputationGraph graph) {
        return new ModelState(
                Floats.copyOf(graph.params()), Floats.copyOf(graph.getUpdater().getStateViewArray()));
    }

    public static void load(ComputationGraph graph, ModelState state) {
        Floats.fill(graph.params(), state.parameters());
        Floats.fill(graph.getUpdater().getStateViewArray(), state.updater());
    }
}
