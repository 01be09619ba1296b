package cloze.benchmark;

import cloze.benchmark.BenchmarkExamples.Supplied;
import cloze.train.TimedTraining.TimedRound;
import cloze.train.averaging.ThreadTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the fastest number of threads for each number of concurrent tasks, with one worker per task and the same rounds
 * for all.
 *
 * @param benchmark runs the rounds
 */
public record ThreadLayouts(TrainingBenchmark benchmark) {
    static final String PART = "threads";

    List<BenchmarkRow> run(Workload workload) {
        List<BenchmarkRow> rows = new ArrayList<>();
        for (ThreadLayout layout : ThreadLayout.of(benchmark.cores())) {
            benchmark.progress().accept("%d task(s) of %d thread(s)".formatted(layout.tasks(), layout.threads()));
            Supplied supplied = benchmark.supply().of(workload.withWorkers(layout.tasks()));
            try (var training = benchmark.start(supplied, layout.threads())) {
                List<TimedRound> rounds = TrainingBenchmark.rounds(training, supplied.workload());
                double examples =
                        rounds.stream().mapToLong(TimedRound::examples).sum();
                double seconds = rounds.stream()
                        .mapToDouble(round -> round.times().all())
                        .sum();
                rows.add(BenchmarkRow.of(PART)
                        .with(BenchmarkColumn.PRESET, workload.name())
                        .withRate(BenchmarkColumn.SEQUENCES_PER_SECOND, examples, seconds)
                        .with(BenchmarkColumn.SECONDS, seconds)
                        .with(BenchmarkColumn.THREADS, layout.threads())
                        .with(BenchmarkColumn.WORKERS, layout.tasks())
                        .with(BenchmarkColumn.WEIGHTS, training.weights()));
            }
        }
        return rows;
    }

    /**
     * Returns the fastest of the {@link TrainingBenchmark} rows for each number of tasks; empty if no layout was
     * measured.
     */
    public static ThreadTable fastest(List<BenchmarkRow> rows) {
        SortedMap<Integer, BenchmarkRow> best = new TreeMap<>();
        rows.stream()
                .filter(row -> row.part().equals(PART))
                .forEach(row -> best.merge(
                        (int) row.number(BenchmarkColumn.WORKERS),
                        row,
                        (one, other) -> other.number(BenchmarkColumn.SEQUENCES_PER_SECOND)
                                        > one.number(BenchmarkColumn.SEQUENCES_PER_SECOND)
                                ? other
                                : one));
        SortedMap<Integer, Integer> threads = new TreeMap<>();
        best.forEach((tasks, row) -> threads.put(tasks, (int) row.number(BenchmarkColumn.THREADS)));
        return new ThreadTable(threads);
    }
}
