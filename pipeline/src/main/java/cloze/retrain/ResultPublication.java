package cloze.retrain;

import cloze.error.CorruptArtifactException;
import cloze.release.registry.Lease;
import cloze.release.registry.Registry;
import cloze.release.registry.Replacement;
import cloze.release.registry.Version;
import cloze.retrain.RunRow.Outcome;
import cloze.stage.Progress;
import cloze.table.TextFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Brings the result of a run into the registry. The process may be killed at any point.
 *
 * <p>A run that has its result writes it into its work folder as {@value #RESULT}, by a rename. From then on nothing is
 * computed or decided: the remaining steps follow from that file alone. Every run completes the pending publications of
 * earlier runs before anything else ({@link #finishOthers}). Until the file is written, the registry is unchanged, and
 * a killed run resumes with its first unfinished step. The steps are:
 *
 * <ol>
 *   <li>Publish the model as a version. It appears as a whole, under a number that belongs to this run; a repeated call
 *       returns the same version.
 *   <li>Move the examples into place as the data of the version. Nobody reads them before a row names the version.
 *   <li>Add the row. It is named after the run, so adding it again has no effect. From here on the documents count as
 *       seen.
 *   <li>Replace the champion if the challenger was promoted or an operator rolled back. Repeating this has no effect.
 *   <li>Remove versions in excess of those kept, and rewrite the page. Then remove the work folder with the result; it comes last, because
 *       the result triggers the repetition of the other steps.
 * </ol>
 *
 * <p>If the process is killed between two steps, the next run finds the earlier ones done and completes the others. The
 * row is added before the champion changes. The table therefore always knows the champion in use, and documents that
 * the champion has learnt from never count as new.
 */
public final class ResultPublication {
    /** The milestones of a publication. */
    public enum Milestone {
        DECIDED,
        PUBLISHED,
        PLACED,
        RECORDED,
        PROMOTED
    }

    /** The file in a work folder that holds the row of the run. */
    public static final String RESULT = "result.json";

    /** The folder in a work folder that holds the model to publish. */
    static final String MODEL = "model";

    /** The folder in a work folder that holds the prepare output of the new documents. */
    static final String PREPARED = "prepared";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final SparkSession spark;
    private final Registry registry;
    private final Lease lease;
    private final int keep;
    private final Consumer<Milestone> reached;
    private final Consumer<Replacement.Step> replaced;

    /**
     * @param lease the lease that this process holds
     * @param keep number of newest versions to keep
     * @param reached receives each milestone when it is reached
     */
    ResultPublication(SparkSession spark, Registry registry, Lease lease, int keep, Consumer<Milestone> reached) {
        this(spark, registry, lease, keep, reached, step -> {});
    }

    /** @param replaced receives each step of a replacement of versions when it is done */
    ResultPublication(
            SparkSession spark,
            Registry registry,
            Lease lease,
            int keep,
            Consumer<Milestone> reached,
            Consumer<Replacement.Step> replaced) {
        this.spark = spark;
        this.registry = registry;
        this.lease = lease;
        this.keep = keep;
        this.reached = reached;
        this.replaced = replaced;
    }

    Registry registry() {
        return registry;
    }

    Lease lease() {
        return lease;
    }

    /**
     * Writes the result of the run of {@code row}, which makes it final, and publishes it. Returns the row as added to
     * the table.
     */
    RunRow finish(RunRow row) throws IOException {
        lease.renew();
        try {
            TextFile.write(hadoop(), result(row.run()), JSON.writeValueAsString(row) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Result of run " + row.run(), e);
        }
        reached.accept(Milestone.DECIDED);
        return publish(row);
    }

    /**
     * Publishes the results of earlier runs that were killed. Returns the row of the last one published; empty if there
     * was none.
     */
    Optional<RunRow> finishOthers(Progress progress) throws IOException {
        Optional<Replacement> replacement = Replacement.pending(registry);
        if (replacement.isPresent()) {
            progress.phase("replacing versions that learnt from forgotten documents, where a killed run stopped");
            complete(replacement.get());
        }
        Optional<RunRow> last = Optional.empty();
        for (String run : workFolders()) {
            Optional<RunRow> row = read(result(run));
            if (row.isPresent() && isStale(row.get())) {
                files().delete(registry.work(run), true);
            } else if (row.isPresent()) {
                RunRow told = publish(row.get());
                progress.phase("publishing the result of an earlier run that was killed: " + told.line());
                last = Optional.of(told);
            }
        }
        return last;
    }

    /** Completes a replacement of versions that was decided. */
    void complete(Replacement replacement) throws IOException {
        Replacement.Derived derived = () -> {
            RegistryState.runs(registry).rewrite(lease, spark);
            registry.prune(lease, keep);
            new RegistryPage(spark, registry).write(lease);
        };
        replacement.complete(registry, lease, derived, replaced);
    }

    /**
     * Returns whether the registry has moved on without this result. A run that stalls for longer than its lease can
     * still write a result but cannot change anything else. Its model was compared with a former champion.
     */
    private boolean isStale(RunRow row) throws IOException {
        int champion = registry.champion().map(Version::number).orElse(0);
        if (row.outcome() == Outcome.ROLLED_BACK) {
            return champion != row.before() && champion != row.version();
        }
        boolean isPublished = registry.versionOf(row.run()).isPresent();
        boolean isNext =
                champion == row.before() && RegistryState.read(spark, registry).nextVersion() == row.version();
        return !isPublished && !(isNext && files().exists(model(row)));
    }

    /**
     * Removes the work folders of runs without a result, except for {@code run}, which may resume; if empty, removes
     * all.
     */
    void forgetOthers(String run) throws IOException {
        for (String other : workFolders()) {
            if (!other.equals(run)) {
                files().delete(registry.work(other), true);
            }
        }
    }

    private RunRow publish(RunRow row) throws IOException {
        RunRow told = row;
        if (row.outcome() != Outcome.ROLLED_BACK) {
            Version version = registry.publish(lease, row.run(), model(row));
            reached.accept(Milestone.PUBLISHED);
            told = row.withVersion(version.number());
            registry.place(
                    lease,
                    new Path(registry.work(row.run()), PREPARED),
                    RegistryState.data(registry, version.number()));
            reached.accept(Milestone.PLACED);
        }
        append(told);
        reached.accept(Milestone.RECORDED);
        setChampion(told);
        reached.accept(Milestone.PROMOTED);
        registry.prune(lease, keep);
        new RegistryPage(spark, registry).write(lease);
        files().delete(registry.work(row.run()), true);
        return told;
    }

    /** Adds {@code row}, of a run that made no version, to the runs table, and rewrites the page. */
    void record(RunRow row) throws IOException {
        append(row);
        new RegistryPage(spark, registry).write(lease);
    }

    private void append(RunRow row) throws IOException {
        RegistryState.runs(registry).append(lease, spark, row.row());
    }

    private void setChampion(RunRow row) throws IOException {
        boolean isBefore = registry.champion().map(Version::number).orElse(0) == row.before();
        if (row.outcome() == Outcome.PROMOTED) {
            registry.promote(lease, registry.version(row.version()).orElseThrow());
        } else if (row.outcome() == Outcome.ROLLED_BACK && isBefore) {
            registry.rollBack(lease);
        }
    }

    private Optional<RunRow> read(Path file) throws IOException {
        if (!files().exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(TextFile.read(hadoop(), file), RunRow.class));
        } catch (JsonProcessingException e) {
            throw new CorruptArtifactException(
                    "%s: expected the result of a run, found %s. Remove the folder that holds it; the run then starts over"
                            .formatted(file, e.getOriginalMessage()),
                    e);
        }
    }

    private List<String> workFolders() throws IOException {
        try {
            return Arrays.stream(files().listStatus(new Path(registry.folder(), "work")))
                    .map(FileStatus::getPath)
                    .map(Path::getName)
                    .sorted()
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private Path model(RunRow row) {
        return new Path(registry.work(row.run()), MODEL);
    }

    private Path result(String run) {
        return new Path(registry.work(run), RESULT);
    }

    private Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }

    private FileSystem files() throws IOException {
        return registry.folder().getFileSystem(hadoop());
    }
}
