package cloze.train.averaging.slice;

import cloze.error.StateLostException;
import cloze.train.averaging.WorkerStart;
import cloze.train.state.ParameterCopies;
import cloze.train.state.RunState;
import cloze.train.state.StoredState;
import cloze.train.synchronisation.TrainerState;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * The state between two rounds: slices that executors keep, each on two of them, and the exchange that brings them to
 * the workers of the next round. Nothing is computed before a job asks for it.
 */
final class SlicedState implements RunState {
    /** What Spark says when a slice, which has forgotten how it was made, is on no executor. */
    private static final Pattern SLICE_NOT_FOUND = Pattern.compile("Checkpoint block \\S+ not found");

    /** Runs Spark jobs that need the slices. */
    private interface Jobs<T, E extends Exception> {
        T run() throws E;
    }

    private final SlicedRun run;
    private final Mailboxes mailboxes;
    private final JavaRDD<Slice> slices;
    private final JavaRDD<Tuple2<Long, Parcel>> exchange;
    private final Runnable whenReleased;

    private SlicedState(SlicedRun run, JavaRDD<Slice> slices, Runnable whenReleased) {
        this.run = run;
        this.mailboxes = Mailboxes.of(run.rule());
        this.slices = slices.persist(
                run.spark().isLocal() ? StorageLevel.MEMORY_AND_DISK_SER() : StorageLevel.MEMORY_AND_DISK_SER_2());
        this.exchange = Exchange.of(slices.flatMap(new SendStart(run.rule(), mailboxes)), mailboxes.count());
        this.whenReleased = whenReleased;
    }

    /**
     * Makes slices out of {@code source}, and makes those that are lost again.
     *
     * @param whenReleased frees what the source needs
     */
    static SlicedState made(SlicedRun run, SliceSource source, Runnable whenReleased) {
        int count = run.plan().slices();
        List<Integer> indices = IntStream.range(0, count).boxed().toList();
        return new SlicedState(run, run.spark().parallelize(indices, count).map(source.cut(run.plan())), whenReleased);
    }

    /**
     * Keeps the slices that a round ends with. They forget how they were made with the first job that uses them, so that
     * the tasks of a round do not refer to all rounds before it.
     */
    static SlicedState keep(SlicedRun run, JavaRDD<Slice> slices) {
        var state = new SlicedState(run, slices, () -> {});
        slices.rdd().localCheckpoint();
        return state;
    }

    /** Returns a number that no other state of the application has. */
    int id() {
        return exchange.id();
    }

    /** Returns an RDD whose partition w holds the state that worker w starts the next round from. */
    JavaRDD<WorkerStart> starts(int workers, JoinStart join) {
        JavaRDD<Tuple2<Long, Parcel>> shared = Exchange.repeated(run.spark(), exchange, Mailboxes.SHARED, workers);
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

    @Override
    public StoredState write(FileSystem files, Path folder, Purpose purpose) throws IOException {
        return write(files, folder, purpose, PartPlan.PART_BYTES);
    }

    /** @param partBytes bytes of a part, unless a single slice has more */
    StoredState write(FileSystem files, Path folder, Purpose purpose, long partBytes) throws IOException {
        var parts = new CheckpointParts(run.spark(), files, folder);
        var partPlan = PartPlan.of(run.plan(), run.floats(), partBytes);
        StoredState stored = running("writing the state", () -> parts.write(slices, partPlan, run.layout()));
        return purpose == Purpose.RESUME ? stored : running("writing the model", () -> parts.withModel(stored));
    }

    /**
     * Each task receives the parcels that a worker starts a round from, straight into its network. Nothing passes
     * through the driver.
     */
    @Override
    public <T> T withParameters(JavaSparkContext spark, Function<ParameterCopies, T> jobs) {
        var join = new JoinStart(run.plan().parameters(), 0, new WayToWorkers.Directly());
        ParameterCopies copies = count -> Exchange.repeated(spark, exchange, Mailboxes.SHARED, count)
                .mapPartitions(join)
                .map(start -> flat -> start.copyTo(new ParametersOnly(flat)));
        return running(() -> jobs.apply(copies));
    }

    /** Runs a job for each slice. The driver then holds one slice at a time beside the result. */
    @Override
    public TrainerState whole() {
        return running(
                "collecting the state",
                () -> TrainerState.joined(
                        run.layout().length(), slices.map(Slice::state).toLocalIterator()));
    }

    private <T, E extends Exception> T running(String description, Jobs<T, E> jobs) throws E {
        run.spark().setJobDescription(description + " of the training");
        try {
            return running(jobs);
        } finally {
            run.spark().setJobDescription(null);
        }
    }

    private static <T, E extends Exception> T running(Jobs<T, E> jobs) throws E {
        try {
            return jobs.run();
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
