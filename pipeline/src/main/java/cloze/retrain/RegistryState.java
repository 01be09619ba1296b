package cloze.retrain;

import cloze.release.registry.Registry;
import cloze.release.registry.RunsTable;
import cloze.release.registry.Version;
import cloze.retrain.RunRow.Outcome;
import cloze.retrain.RunRow.Past;
import cloze.table.SmallTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A registry as one run finds it.
 *
 * @param registry where it lies
 * @param champion the version in use, when there is one
 * @param past what the runs table says of earlier runs, in their order
 */
public record RegistryState(Registry registry, Optional<Version> champion, List<Past> past) {
    private static final int FIRST = 1;

    public RegistryState {
        past = List.copyOf(past);
    }

    public static RegistryState read(SparkSession spark, String folder) throws IOException {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        return read(spark, Registry.open(hadoop, folder));
    }

    static RegistryState read(SparkSession spark, Registry registry) throws IOException {
        SmallTable runs = runs(registry).read(spark);
        return new RegistryState(
                registry,
                registry.champion(),
                runs.rows().stream().map(row -> Past.of(runs, row)).toList());
    }

    static RunsTable runs(Registry registry) {
        return registry.runs(RunRow.SCHEMA);
    }

    /** The number of the version in use; 0: there is none. */
    int championNumber() {
        return champion.map(Version::number).orElse(0);
    }

    /** The number of the version to be made. */
    public int nextVersion() throws IOException {
        int made = past.stream().mapToInt(Past::version).max().orElse(0);
        List<Version> versions = registry.versions();
        int there = versions.isEmpty() ? 0 : versions.get(versions.size() - 1).number();
        return 1 + Math.max(made, there);
    }

    /** The prepare output that version {@code number} was trained on. That of the first one holds the frozen held-out documents, too. */
    static Path data(Registry registry, int number) {
        return number == FIRST ? registry.validation() : registry.data(number);
    }

    /** The prepare outputs whose documents are not new any more: those of all runs that came to a result. */
    public List<String> seen() {
        return past.stream()
                .filter(run -> run.is(Outcome.PROMOTED) || run.is(Outcome.KEPT))
                .map(run -> data(registry, run.version()).toString())
                .toList();
    }

    /**
     * The prepare outputs that the champion was made of, newest first: its own and those of the champions it came from. What a version was
     * trained on that was not promoted, or was rolled back, is not among them.
     */
    public List<String> lineage() {
        Map<Integer, Integer> cameFrom = past.stream()
                .filter(run -> run.is(Outcome.PROMOTED))
                .collect(Collectors.toMap(Past::version, Past::before));
        List<String> folders = new ArrayList<>();
        for (int number = championNumber(); number != 0; number = cameFrom.getOrDefault(number, 0)) {
            folders.add(data(registry, number).toString());
        }
        return folders;
    }
}
