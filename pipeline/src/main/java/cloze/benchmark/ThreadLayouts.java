package cloze.benchmark;

import cloze.benchmark.ExampleSupply.Supplied;
import cloze.train.ThreadTable;
import cloze.train.TimedTraining.TimedRound;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which number of threads is fastest for each number of tasks that run at once: a worker a task, the same rounds for all.
 *
 * @param benchmark what is measured with
 */
public record ThreadLayouts(TrainingBenchmark benchmark) {
    static final String PART = "threads";

    List<Measurement> run(Workload workload) {
        List<Measurement> rows = new ArrayList<>();
        for (Layout layout : Layout.of(benchmark.cores())) {
            benchmark.progress().accept("%d task(s) of %d thread(s)".formatted(layout.tasks(), layout.threads()));
            Supplied supplied = benchmark.supply().of(workload.withWorkers(layout.tasks()));
            try (var training = benchmark.start(supplied, layout.threads())) {
                List<TimedRound> rounds = TrainingBenchmark.rounds(training, supplied.workload());
                double examples =
                        rounds.stream().mapToLong(TimedRound::examples).sum();
                double seconds = rounds.stream()
                        .mapToDouble(round -> round.times().all())
                        .sum();
                rows.add(Measurement.of(PART)
                        .with(Field.PRESET, workload.name())
                        .withRate(Field.SEQUENCES_PER_SECOND, examples, seconds)
                        .with(Field.SECONDS, seconds)
                        .with(Field.THREADS, layout.threads())
                        .with(Field.WORKERS, layout.tasks())
                        .with(Field.WEIGHTS, training.weights()));
            }
        }
        return rows;
    }

    /** The fastest of the rows that {@link TrainingBenchmark} gave for each number of tasks; empty where no layout was measured. */
    public static ThreadTable fastest(List<Measurement> rows) {
        SortedMap<Integer, Measurement> best = new TreeMap<>();
        rows.stream()
                .filter(row -> row.part().equals(PART))
                .forEach(row -> best.merge(
                        (int) row.number(Field.WORKERS),
                        row,
                        (one, other) ->
                                other.number(Field.SEQUENCES_PER_SECOND) > one.number(Field.SEQUENCES_PER_SECOND)
                                        ? other
                                        : one));
        SortedMap<Integer, Integer> threads = new TreeMap<>();
        best.forEach((tasks, row) -> threads.put(tasks, (int) row.number(Field.THREADS)));
        return new ThreadTable(threads);
    }
}
