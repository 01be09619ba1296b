package cloze.benchmark.exchange;

import cloze.train.averaging.Round;
import cloze.train.averaging.RoundStage;
import cloze.train.averaging.RoundTask;
import cloze.train.averaging.StateReference;
import cloze.train.averaging.WorkerOutcome;
import cloze.train.averaging.WorkerStart;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Carries rounds to workers that sleep.
 *
 * @param spark runs them
 * @param seconds duration of a worker's sleep
 * @param steps what workers add to their states
 */
record SleepingStage(JavaSparkContext spark, double seconds, KnownSteps steps) implements RoundStage {
    @Override
    public List<WorkerOutcome> run(RoundTask task, Round round) {
        SleepingWorker sleeping = worker(task);
        List<StateReference> starts = task.starts();
        return workers()
                .map(worker -> {
                    StateReference start = starts.get(starts.size() == 1 ? 0 : worker);
                    return sleeping.run(worker, WorkerStart.of(start.get()), start);
                })
                .collect();
    }

    @Override
    public JavaRDD<WorkerOutcome> outcomes(RoundTask task, Round round, JavaRDD<WorkerStart> starts) {
        SleepingWorker sleeping = worker(task);
        return workers().zipPartitions(starts, (worker, start) -> List.of(
                        sleeping.run(worker.next(), start.next(), new StateReference.WithinTask()))
                .iterator());
    }

    private SleepingWorker worker(RoundTask task) {
        return new SleepingWorker(seconds, task.step(), steps);
    }

    private JavaRDD<Integer> workers() {
        return spark.parallelize(IntStream.range(0, steps.workers()).boxed().toList(), steps.workers());
    }

    /** Does nothing, because nothing is kept between rounds. */
    @Override
    public void close() {}
}
