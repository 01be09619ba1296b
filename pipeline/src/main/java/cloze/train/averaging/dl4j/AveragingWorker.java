package cloze.train.averaging.dl4j;

import cloze.parallel.ParallelFor;
import cloze.train.averaging.BusyInterval;
import cloze.train.averaging.ModelState;
import cloze.train.averaging.ProcessMemory;
import cloze.train.averaging.Replica;
import cloze.train.averaging.ReplicaPool;
import cloze.train.averaging.ReplicaRecipe;
import cloze.train.averaging.StateReference;
import cloze.train.averaging.StepTotals;
import cloze.train.averaging.WorkerOutcome;
import cloze.train.optimiser.WarmupLinearDecay;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * One logical worker of one round, on an executor. Deeplearning4j's own worker with what it lacks: the counters of the run, replicas that
 * are kept, states that travel in bulk, and an end when the training diverges.
 */
final class AveragingWorker extends ParameterAveragingTrainingWorker {
    private static final long serialVersionUID = 1L;

    private final ReplicaRecipe recipe;
    private final List<StateReference> starts;
    private final int step;
    private final int epoch;
    private transient Replica replica;
    private transient StepTotals totals;
    private transient long begin;

    /**
     * @param starts what every worker begins the round with, or what each of them does, in the workers' order
     * @param step steps of the run done before the round
     * @param epoch the graph's epoch counter: share of the time budget spent, see {@link WarmupLinearDecay}
     */
    @SuppressWarnings("NullAway") // the broadcast of the superclass is read by overridden methods only
    AveragingWorker(
            WorkerConfiguration configuration, ReplicaRecipe recipe, List<StateReference> starts, int step, int epoch) {
        super(null, true, configuration, List.of(), List.of(), null);
        this.recipe = recipe;
        this.starts = List.copyOf(starts);
        this.step = step;
        this.epoch = epoch;
    }

    @Override
    public MultiLayerNetwork getInitialModel() {
        throw new UnsupportedOperationException("This trainer fits computation graphs");
    }

    @Override
    public ComputationGraph getInitialModelGraph() {
        ParallelFor.size(recipe.share().threads());
        ModelState state = start().get();
        replica = ReplicaPool.OF_THIS_PROCESS.borrow(recipe, state);
        replica.load(state, step, epoch);
        totals = StepTotals.NONE;
        begin = System.nanoTime();
        return replica.graph();
    }

    /** Fits one minibatch; the round's result after the last one, or as soon as the training has diverged. */
    @Override
    public ParameterAveragingTrainingResult processMinibatch(
            MultiDataSet minibatch, ComputationGraph graph, boolean isLast) {
        super.processMinibatch(minibatch, graph, false);
        totals = totals.plus(
                StepTotals.of(replica.network().scores(), replica.guard().norm()));
        return isLast || replica.guard().hasDiverged() ? getFinalResult(graph) : null;
    }

    @Override
    public WorkerResult getFinalResult(ComputationGraph graph) {
        var span = new BusyInterval(SparkEnv.get().executorId(), begin, System.nanoTime());
        int worker = TaskContext.getPartitionId();
        ModelState end = replica.state();
        if (replica.guard().hasDiverged() || !end.isFinite()) {
            int lastStep = graph.getConfiguration().getIterationCount() - 1;
            double rate = learningRate(graph, lastStep);
            return new WorkerResult(new WorkerOutcome.Diverged(
                    worker, lastStep, graph.score(), replica.guard().norm(), rate));
        }
        return new WorkerResult(
                new WorkerOutcome.Fitted(worker, start().answer(end, worker), totals, span, ProcessMemory.now()));
    }

    private StateReference start() {
        return starts.get(starts.size() == 1 ? 0 : TaskContext.getPartitionId());
    }

    /** Keeps the replica for the next round. */
    void release() {
        ReplicaPool.OF_THIS_PROCESS.giveBack(recipe, replica);
        replica = null;
    }

    /** Gives up a replica that was not released: a fit that was broken off may have left anything in it. */
    void discard() {
        if (replica != null) {
            replica.close();
            replica = null;
        }
    }

    private static double learningRate(ComputationGraph graph, int step) {
        return graph.getUpdater()
                .getUpdaterBlocks()
                .get(0)
                .getGradientUpdater()
                .getConfig()
                .getLearningRate(step, graph.getConfiguration().getEpochCount());
    }
}
