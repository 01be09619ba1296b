package cloze.benchmark;

import cloze.train.TimedTraining.TimedRound;
import cloze.train.averaging.ProcessMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the processes of a training run hold, a row each. Weights, gradients, moments and states are computed from the number of parameters;
 * activations and scratch, the heap and the resident size are measured.
 *
 * @param workload what was fitted
 * @param parameters of the network
 * @param tasks workers that an executor runs at once: it holds a replica for each
 * @param before what the driver's process held before
 */
record MemoryRows(Workload workload, long parameters, int tasks, ProcessMemory before) {
    static final String PART = "memory";
    static final String FLAT = "flat";

    private static final double MEGABYTE = 1e6;

    /** Floats of a state for each parameter: the weight and two moments. */
    private static final int STATE = 3;

    /**
     * The rows.
     *
     * @param last the last round
     * @param driver what the driver's process held after it, without garbage
     */
    List<BenchmarkRow> of(TimedRound last, ProcessMemory driver) {
        List<BenchmarkRow> rows = new ArrayList<>();
        boolean isAlone = last.memory().size() == 1;
        for (Map.Entry<String, ProcessMemory> process : new TreeMap<>(last.memory()).entrySet()) {
            boolean isDriver = process.getKey().equals(ProcessMemory.DRIVER);
            // The driver builds the network to begin with; an executor, and the driver's process when it is one, has
            // one more for each task.
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

    /** States a process has on its heap when a round ends; across processes the broadcast lies there in serialised form, too. */
    private int states(boolean isDriver, boolean isAlone) {
        int own = isDriver ? workload.training().workers() + 2 : tasks + 1;
        return isAlone ? own : own + 1;
    }

    private BenchmarkRow row(String process, ProcessMemory held) {
        return row(PART, workload.name(), process, held);
    }

    /** What each process held at the end of {@code round}, counted from 1. */
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
