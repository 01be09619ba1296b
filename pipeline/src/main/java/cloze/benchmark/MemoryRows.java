package cloze.benchmark;

import cloze.train.TimedTraining.TimedRound;
import cloze.train.averaging.ProcessMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The memory of the processes of a training run, one row each. Weights, gradients, moments and states are computed from
 * the number of parameters. Activations and scratch, the heap and the resident size are measured.
 *
 * @param workload the fitted workload
 * @param parameters number of parameters of the network
 * @param tasks number of workers that an executor runs concurrently, each with its own replica
 * @param before memory of the driver process before the run
 */
record MemoryRows(Workload workload, long parameters, int tasks, ProcessMemory before) {
    static final String PART = "memory";
    static final String FLAT = "flat";

    private static final double MEGABYTE = 1e6;

    /** Floats of a state per parameter: the weight and two moments. */
    private static final int STATE = 3;

    /**
     * Returns the rows.
     *
     * @param last the last round
     * @param driver memory of the driver process after the round and a garbage collection
     */
    List<BenchmarkRow> of(TimedRound last, ProcessMemory driver) {
        List<BenchmarkRow> rows = new ArrayList<>();
        boolean isAlone = last.memory().size() == 1;
        for (Map.Entry<String, ProcessMemory> process : new TreeMap<>(last.memory()).entrySet()) {
            boolean isDriver = process.getKey().equals(ProcessMemory.DRIVER);
            // The driver builds the initial network. An executor has one replica per task, and so has the driver
            // process if it is the executor.
            int replicas = (isDriver ? 1 : 0) + (!isDriver || isAlone ? tasks : 0);
            BenchmarkRow row = row(process.getKey(), isDriver ? driver : process.getValue())
                    .with(BenchmarkColumn.PARAMETERS_MEGABYTES, megabytes(replicas))
                    .with(BenchmarkColumn.GRADIENTS_MEGABYTES, megabytes(replicas))
                    .with(BenchmarkColumn.MOMENTS_MEGABYTES, megabytes(2L * replicas))
                    .with(BenchmarkColumn.STATES_MEGABYTES, megabytes((long) STATE * states(isDriver, isAlone)));
            rows.add(isDriver ? row.with(BenchmarkColumn.BEFORE_MEGABYTES, before.residentBytes() / MEGABYTE) : row);
        }
        return rows;
    }

    /**
     * Returns the number of states on the heap of a process at the end of a round. With separate processes the
     * serialised broadcast adds one.
     */
    private int states(boolean isDriver, boolean isAlone) {
        int own = isDriver ? workload.training().workers() + 2 : tasks + 1;
        return isAlone ? own : own + 1;
    }

    private BenchmarkRow row(String process, ProcessMemory held) {
        return row(PART, workload.name(), process, held);
    }

    /** Returns a row with the memory of each process at the end of {@code round}, counted from 1. */
    static List<BenchmarkRow> flat(String preset, int round, TimedRound fitted) {
        return new TreeMap<>(fitted.memory())
                .entrySet().stream()
                        .map(process -> row(FLAT, preset, process.getKey(), process.getValue())
                                .with(BenchmarkColumn.ROUND, round))
                        .toList();
    }

    private static BenchmarkRow row(String part, String preset, String process, ProcessMemory held) {
        return BenchmarkRow.of(part)
                .with(BenchmarkColumn.PRESET, preset)
                .with(BenchmarkColumn.PROCESS, process)
                .with(BenchmarkColumn.PASSES_MEGABYTES, held.passBytes() / MEGABYTE)
                .with(BenchmarkColumn.HEAP_MEGABYTES, held.heapBytes() / MEGABYTE)
                .with(BenchmarkColumn.HEAP_COMMITTED_MEGABYTES, held.committedBytes() / MEGABYTE)
                .with(BenchmarkColumn.RESIDENT_MEGABYTES, held.residentBytes() / MEGABYTE);
    }

    private double megabytes(long floatsPerParameter) {
        return floatsPerParameter * parameters * Float.BYTES / MEGABYTE;
    }
}
