package cloze.benchmark.exchange;

import cloze.train.averaging.ProcessMemory;
import cloze.train.averaging.ResidentMemory;
import cloze.train.averaging.RoundTimes;
import cloze.train.averaging.StateReference;
import cloze.train.averaging.StateView;
import cloze.train.averaging.StepTotals;
import cloze.train.averaging.WorkerOutcome;
import cloze.train.averaging.WorkerStart;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * A worker that sleeps instead of fitting, so that cores are free for the exchange.
 *
 * @param seconds duration of its sleep
 * @param step number of the step that it then adds to its state
 * @param steps the steps of all workers
 */
record SleepingWorker(double seconds, int step, KnownSteps steps) implements Serializable {
    /**
     * Runs the round of a worker.
     *
     * @param reference takes the end state
     */
    WorkerOutcome run(int worker, WorkerStart start, StateReference reference) {
        var state = DirectState.borrow(start.parameters());
        TaskCompletionListener afterSending = task -> state.giveBack();
        TaskContext.get().addTaskCompletionListener(afterSending);
        start.copyTo(state);
        long begin = System.nanoTime();
        sleep();
        for (int from = 0; from < state.parameters(); from += StateView.PART) {
            int count = Math.min(StateView.PART, state.parameters() - from);
            steps.add(worker, step, from, state.parameters(from, count));
        }
        for (int from = 0; from < state.updater(); from += StateView.PART) {
            int count = Math.min(StateView.PART, state.updater() - from);
            steps.add(worker, step, state.parameters() + from, state.updater(from, count));
        }
        var busy = new RoundTimes.Busy(SparkEnv.get().executorId(), begin, System.nanoTime());
        return new WorkerOutcome.Fitted(worker, reference.answer(state, worker), StepTotals.NONE, busy, memory());
    }

    private void sleep() {
        try {
            Thread.sleep(Math.round(seconds * 1000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The task was cancelled", e);
        }
    }

    /** Returns the memory of a process that has loaded no native library. */
    private static ProcessMemory memory() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new ProcessMemory(ResidentMemory.bytes(), heap.getUsed(), heap.getCommitted(), 0);
    }
}
