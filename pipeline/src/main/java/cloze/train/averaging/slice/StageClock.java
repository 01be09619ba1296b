package cloze.train.averaging.slice;

import cloze.train.averaging.RoundTimes.Busy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.AccumulatorV2;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Measures a stage. Its tasks report the time from their first element to their end. The driver notes, by its own clock,
 * when it learned of the last end: Spark merges the reports of a task into this accumulator before the stage counts as done.
 */
final class StageClock extends AccumulatorV2<Busy, List<Busy>> {
    private static final long serialVersionUID = 1L;

    private final List<Busy> intervals = new ArrayList<>();
    private long lastEnd;

    /** Creates a clock for any number of stages, one after the other. */
    static StageClock of(JavaSparkContext spark) {
        var clock = new StageClock();
        spark.sc().register(clock);
        return clock;
    }

    /** Returns {@code elements}, which each partition reports on when its task ends. */
    <T> JavaRDD<T> timed(JavaRDD<T> elements) {
        return elements.mapPartitions(this::timing, true);
    }

    /** Asks for the first element, because the functions that yield it work as late as they can. */
    private <T> Iterator<T> timing(Iterator<T> elements) {
        if (elements.hasNext()) {
            long begin = System.nanoTime();
            TaskCompletionListener atEnd = task -> add(new Busy(SparkEnv.get().executorId(), begin, System.nanoTime()));
            TaskContext.get().addTaskCompletionListener(atEnd);
        }
        return elements;
    }

    /** Returns when the last task ended, by the clock of the driver in nanoseconds. */
    synchronized long lastEnd() {
        return lastEnd;
    }

    @Override
    public synchronized List<Busy> value() {
        return List.copyOf(intervals);
    }

    @Override
    public synchronized boolean isZero() {
        return intervals.isEmpty();
    }

    @Override
    public synchronized AccumulatorV2<Busy, List<Busy>> copy() {
        var copy = new StageClock();
        copy.intervals.addAll(intervals);
        copy.lastEnd = lastEnd;
        return copy;
    }

    /** Forgets the stages so far. */
    @Override
    public synchronized void reset() {
        intervals.clear();
        lastEnd = System.nanoTime();
    }

    @Override
    public synchronized void add(Busy interval) {
        intervals.add(interval);
    }

    @Override
    public synchronized void merge(AccumulatorV2<Busy, List<Busy>> task) {
        intervals.addAll(task.value());
        lastEnd = System.nanoTime();
    }
}
