package cloze.train.averaging;

import cloze.parallel.ParallelFor;
import java.util.function.Consumer;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * One logical worker's part of a round, in the task of an executor: a replica in the initial state of the round, the
 * sums over its steps, and an outcome. After {@link #end} the replica is kept for the next round, which may begin when
 * the task is complete, because the outcome may refer to the replica until then. If closed earlier, the replica is
 * discarded, because an aborted fit may have left it in any state.
 */
public final class WorkerRound implements AutoCloseable {
    private final RoundTask task;
    private final int worker;
    private final Replica replica;
    private final long begin;
    private StepTotals totals = StepTotals.NONE;
    private boolean hasEnded;

    private WorkerRound(RoundTask task, int worker, Replica replica) {
        this.task = task;
        this.worker = worker;
        this.replica = replica;
        this.begin = System.nanoTime();
    }

    /** Begins the round of the worker whose task calls this. The number of the worker is that of the partition. */
    public static WorkerRound begin(RoundTask task) {
        return begin(
                task, WorkerStart.of(task.start(TaskContext.getPartitionId()).get()));
    }

    /** Begins the round of the worker whose task calls this, from {@code start}. */
    public static WorkerRound begin(RoundTask task, WorkerStart start) {
        int worker = TaskContext.getPartitionId();
        Replica replica = ReplicaPool.OF_THIS_PROCESS.borrow(task.recipe(), start);
        boolean isLoaded = false;
        try {
            replica.load(start, task.step(), task.spent());
            isLoaded = true;
            return new WorkerRound(task, worker, replica);
        } finally {
            if (!isLoaded) { // the start may come over the network
                replica.close();
            }
        }
    }

    /** Returns the network of the worker. */
    public ComputationGraph graph() {
        return replica.graph();
    }

    /**
     * Makes one step. Frees the native memory of the arrays at once, even if the step fails, because the garbage
     * collector sees only small objects and would free it late.
     *
     * @param minibatch arrays that this worker takes ownership of
     * @param fit fits {@link #graph} to them
     */
    public void step(MultiDataSet minibatch, Consumer<MultiDataSet> fit) {
        try {
            ParallelFor.threads(task.recipe().share().threads()).run(() -> fit.accept(minibatch));
            totals = totals.plus(StepTotals.of(
                    replica.network().scores(), graph().score(), replica.guard().norm()));
        } finally {
            close(minibatch.getFeatures());
            close(minibatch.getLabels());
        }
    }

    /** Returns whether a loss or gradient was not finite. Further steps would be useless. */
    public boolean hasDiverged() {
        return replica.guard().hasDiverged();
    }

    /** Ends the round, and returns its outcome. */
    public WorkerOutcome end() {
        var busy = new RoundTimes.Busy(SparkEnv.get().executorId(), begin, System.nanoTime());
        NativeState end = replica.state();
        WorkerOutcome outcome = hasDiverged() || !end.isFinite()
                ? diverged()
                : new WorkerOutcome.Fitted(
                        worker, task.start(worker).answer(end, worker), totals, busy, ProcessMemory.now());
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener)
                done -> ReplicaPool.OF_THIS_PROCESS.giveBack(task.recipe(), replica));
        hasEnded = true;
        return outcome;
    }

    private WorkerOutcome diverged() {
        int lastStep = replica.step() - 1;
        return new WorkerOutcome.Diverged(
                worker, lastStep, graph().score(), replica.guard().norm(), replica.learningRate(lastStep));
    }

    @Override
    public void close() {
        if (!hasEnded) {
            replica.close();
        }
    }

    private static void close(INDArray[] arrays) {
        for (INDArray array : arrays) {
            if (array.closeable()) {
                array.close();
            }
        }
    }
}
