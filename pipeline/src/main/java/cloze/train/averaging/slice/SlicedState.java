package cloze.train.averaging.slice;

import cloze.error.StateLostException;
import cloze.train.averaging.WorkerStart;
import cloze.train.synchronisation.Rule;
import cloze.train.synchronisation.TrainerState;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * The state between two rounds: slices that executors keep, each on two of them, and the exchange that brings them to
 * the workers of the next round. Nothing is computed before a job asks for it.
 */
final class SlicedState {
    /** What Spark says when a slice, which has forgotten how it was made, is on no executor. */
    private static final Pattern SLICE_NOT_FOUND = Pattern.compile("Checkpoint block \\S+ not found");

    private final JavaSparkContext spark;
    private final Mailboxes mailboxes;
    private final JavaRDD<Slice> slices;
    private final JavaRDD<Tuple2<Long, Parcel>> exchange;
    private final Runnable whenReleased;

    private SlicedState(JavaSparkContext spark, Rule rule, JavaRDD<Slice> slices, Runnable whenReleased) {
        this.spark = spark;
        this.mailboxes = Mailboxes.of(rule);
        this.slices = slices.persist(
                spark.isLocal() ? StorageLevel.MEMORY_AND_DISK_SER() : StorageLevel.MEMORY_AND_DISK_SER_2());
        this.exchange = Exchange.of(slices.flatMap(new SendStart(rule, mailboxes)), mailboxes.count());
        this.whenReleased = whenReleased;
    }

    /** Cuts a state of the driver. */
    static SlicedState cut(JavaSparkContext spark, SlicePlan plan, Rule rule, TrainerState state) {
        Broadcast<TrainerState> sent = spark.broadcast(state);
        List<Integer> indices = IntStream.range(0, plan.slices()).boxed().toList();
        // Lost slices are cut again, so the broadcast must live as long as they do.
        return new SlicedState(
                spark, rule, spark.parallelize(indices, plan.slices()).map(new CutState(plan, sent)), sent::destroy);
    }

    /**
     * Keeps the slices that a round ends with. They forget how they were made with the first job that uses them, so that
     * the tasks of a round do not refer to all rounds before it.
     */
    static SlicedState keep(JavaSparkContext spark, Rule rule, JavaRDD<Slice> slices) {
        var state = new SlicedState(spark, rule, slices, () -> {});
        slices.rdd().localCheckpoint();
        return state;
    }

    /** Returns a number that no other state of the application has. */
    int id() {
        return exchange.id();
    }

    /** Returns an RDD whose partition w holds the state that worker w starts the next round from. */
    JavaRDD<WorkerStart> starts(int workers, JoinStart join) {
        JavaRDD<Tuple2<Long, Parcel>> shared = Exchange.repeated(spark, exchange, Mailboxes.SHARED, workers);
        if (mailboxes.own() == 0) {
            return shared.mapPartitions(join);
        }
        JavaRDD<Tuple2<Long, Parcel>> own = Exchange.range(exchange, mailboxes.of(0), mailboxes.of(workers));
        return shared.zipPartitions(Exchange.onDemand(own), join);
    }

    JavaRDD<Slice> slices() {
        return slices;
    }

    /**
     * Runs a job that computes everything up to the exchange. Returns the reports in the order of the slices.
     *
     * @throws StateLostException if a slice that the job needs is on no executor
     */
    List<SliceReport> reports() {
        JavaRDD<SliceReport> reports = Exchange.range(exchange, mailboxes.reports(), mailboxes.count())
                .map(parcel -> (SliceReport) ((Parcel.Note) parcel._2()).content());
        return running(reports::collect).stream()
                .sorted(Comparator.comparingInt(SliceReport::slice))
                .toList();
    }

    /**
     * Runs a job for each slice, and returns the whole state. The driver then holds one slice at a time beside it.
     *
     * @param parameters number of parameters
     * @throws StateLostException if a slice is on no executor
     */
    TrainerState whole(int parameters) {
        return running(
                () -> TrainerState.joined(parameters, slices.map(Slice::state).toLocalIterator()));
    }

    private static <T> T running(Supplier<T> jobs) {
        try {
            return jobs.get();
        } catch (Exception e) { // Spark throws checked exceptions that its methods do not declare
            if (isLoss(e)) {
                throw new StateLostException(
                        "State of the training: expected each slice on at least one executor, found one that is lost with all its executors; the same command resumes from the newest checkpoint, and a smaller training.checkpoint-every then repeats fewer rounds",
                        e);
            }
            throw e;
        }
    }

    /** Looks at the message, because Spark reports the exception of a task as text. */
    private static boolean isLoss(Throwable thrown) {
        return thrown != null
                && (SLICE_NOT_FOUND.matcher(String.valueOf(thrown.getMessage())).find() || isLoss(thrown.getCause()));
    }

    /** Frees the slices and the files of the exchange. No state made from this one may depend on it any more. */
    void release() {
        exchange.rdd().cleanShuffleDependencies(false);
        slices.unpersist(false);
        whenReleased.run();
    }
}
