package cloze.train.averaging.dl4j;

import cloze.train.averaging.RoundTask;
import cloze.train.averaging.WorkerRound;
import cloze.train.averaging.WorkerStart;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * One logical worker of one round, on an executor: a Deeplearning4j worker that delegates network, steps and result to
 * a {@link WorkerRound}.
 */
final class AveragingWorker extends ParameterAveragingTrainingWorker {
    private static final long serialVersionUID = 1L;

    private final RoundTask task;
    private transient WorkerRound round;

    @SuppressWarnings("NullAway") // the broadcast of the superclass is read by overridden methods only
    AveragingWorker(WorkerConfiguration configuration, RoundTask task) {
        super(null, true, configuration, List.of(), List.of(), null);
        this.task = task;
    }

    /** Begins the worker's part of the round. The caller must close the result. */
    WorkerRound begin() {
        round = WorkerRound.begin(task);
        return round;
    }

    /** Begins the worker's part of the round from {@code start}. The caller must close the result. */
    WorkerRound begin(WorkerStart start) {
        round = WorkerRound.begin(task, start);
        return round;
    }

    @Override
    public MultiLayerNetwork getInitialModel() {
        throw new UnsupportedOperationException("This trainer fits computation graphs");
    }

    @Override
    public ComputationGraph getInitialModelGraph() {
        return round.graph();
    }

    /**
     * Fits one minibatch. Returns the result of the round after the last one, or as soon as the training has diverged.
     */
    @Override
    public WorkerResult processMinibatch(MultiDataSet minibatch, ComputationGraph graph, boolean isLast) {
        round.step(minibatch, arrays -> super.processMinibatch(arrays, graph, false));
        return isLast || round.hasDiverged() ? getFinalResult(graph) : null;
    }

    @Override
    public WorkerResult getFinalResult(ComputationGraph graph) {
        return new WorkerResult(round.end());
    }
}
