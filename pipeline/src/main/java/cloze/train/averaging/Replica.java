package cloze.train.averaging;

import cloze.network.graph.BertNetwork;
import cloze.train.optimiser.FusedUpdater;
import cloze.train.optimiser.GradientClipping;
import cloze.train.optimiser.LearningRate;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One worker's copy of the network, with its native memory. It is kept between rounds, and overwritten at the start of
 * each.
 */
public final class Replica {
    private final BertNetwork network;
    private final GradientClipping guard;

    private Replica(BertNetwork network, GradientClipping guard) {
        this.network = network;
        this.guard = guard;
    }

    /** Creates a replica with the shape of {@code start}. Its content is undefined until {@link #load}. */
    static Replica of(ReplicaRecipe recipe, WorkerStart start) {
        // Clone the configuration, because it holds the counters, which each replica needs for itself.
        ComputationGraphConfiguration configuration = recipe.configuration().clone();
        var network = BertNetwork.sharing(configuration, Nd4j.create(DataType.FLOAT, start.parameters()));
        INDArray updater = Nd4j.create(DataType.FLOAT, start.updater());
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
     * Loads {@code start} and sets the counters of the run, which Deeplearning4j drops when it copies a graph
     * configuration.
     *
     * @param step number of steps of the run done before
     * @param spent spent share of the time budget; passed to the schedule as the graph's epoch counter, see
     *     {@link LearningRate}
     */
    void load(WorkerStart start, int step, int spent) {
        start.copyTo(state());
        graph().getConfiguration().setIterationCount(step);
        graph().getConfiguration().setEpochCount(spent);
        guard.reset();
    }

    /** Returns the number of steps of the run that are done. */
    int step() {
        return graph().getConfiguration().getIterationCount();
    }

    /** Returns the learning rate of {@code step} at the current share of the time budget. */
    double learningRate(int step) {
        return graph().getUpdater()
                .getUpdaterBlocks()
                .get(0)
                .getGradientUpdater()
                .getConfig()
                .getLearningRate(step, graph().getConfiguration().getEpochCount());
    }

    /** Returns the current state, in place. */
    NativeState state() {
        return NativeState.of(graph());
    }

    /** Frees the native memory at once. The garbage collector sees only small objects, and would free it late. */
    void close() {
        network.close();
    }
}
