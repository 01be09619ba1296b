package cloze.retrain;

import cloze.error.CorruptArtifactException;
import cloze.release.registry.Lease;
import cloze.release.registry.Registry;
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
 * How the result of a run enters the registry, whatever is killed when.
 *
 * <p>A run that has its result writes it into its work folder as {@value #RESULT}, by a rename. From then on nothing is computed or decided any
 * more: what is left follows from that file alone, and every run begins by doing it, before it looks at anything else
 * ({@link #finishOthers}). Until then the registry is as it was, and the run goes on with the first of its steps that is not done. What is left:
 *
 * <ol>
 *   <li>The model becomes a version. It appears whole, under a number that belongs to this run: asked again, the registry gives that one.
 *   <li>The examples become its data. Nobody reads them before there is a row that names the version.
 *   <li>The row is added. Its name is the run's, so a second one is the same one. From here on the documents count as seen.
 *   <li>The champion is replaced, where the challenger was promoted, or where an operator went back. A champion that is one stays one.
 *   <li>Versions beyond those kept are removed, and the work folder with the result in it: last, as it is what makes the rest be done again.
 * </ol>
 *
 * <p>Killed between any two, the steps before are found done, and those behind are done by the next run. The row stands before the champion's
 * file: a champion is never in use that the table knows nothing of, and the documents it has learnt are never new again.
 */
public final class ResultPublication {
    /** How far a publication has come. */
    public enum Milestone {
        DECIDED,
        PUBLISHED,
        PLACED,
        RECORDED,
        PROMOTED
    }

    /** In a work folder: the run's row. */
    public static final String RESULT = "result.json";

    /** In a work folder: the model that becomes a version. */
    static final String MODEL = "model";

    /** In a work folder: the prepare output of the new documents. */
    static final String PREPARED = "prepared";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final SparkSession spark;
    private final Registry registry;
    private final Lease lease;
    private final int keep;
    private final Consumer<Milestone> reached;

    /**
     * @param lease this process's
     * @param keep newest versions kept
     * @param reached told of each milestone behind us
     */
    ResultPublication(SparkSession spark, Registry registry, Lease lease, int keep, Consumer<Milestone> reached) {
        this.spark = spark;
        this.registry = registry;
        this.lease = lease;
        this.keep = keep;
        this.reached = reached;
    }

    Registry registry() {
        return registry;
    }

    /** Makes the end of the run of {@code row} inevitable, then brings it about; gives the row as it stands in the table. */
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

    /** Brings about the end of those runs that have a result and were killed; of several, gives the last one's row. */
    Optional<RunRow> finishOthers(Progress progress) throws IOException {
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

    /**
     * Whether the registry has gone on without this result. A run that stood still for longer than its lease can write one, though it can change
     * nothing more: its model is compared with a champion that is none any more.
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

    /** Removes what runs have left that came to no result, but for {@code run}, which may go on; empty: for none. */
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
        record(told);
        reached.accept(Milestone.RECORDED);
        setChampion(told);
        reached.accept(Milestone.PROMOTED);
        registry.prune(lease, keep);
        files().delete(registry.work(row.run()), true);
        return told;
    }

    /** Adds {@code row} to the runs table. */
    void record(RunRow row) throws IOException {
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
