package cloze.retrain;

import cloze.corpus.CorpusMark;
import cloze.corpus.SeenDocuments;
import cloze.release.registry.Registry;
import cloze.release.registry.RunsTable;
import cloze.release.registry.Version;
import cloze.retrain.RunRow.Outcome;
import cloze.retrain.RunRow.Past;
import cloze.table.SmallTable;
import cloze.table.StoredPath;
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
 * The state of a registry when a run reads it.
 *
 * @param registry the registry
 * @param champion the version in use, if there is one
 * @param past earlier runs from the runs table, in order
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

    public static RegistryState read(SparkSession spark, Registry registry) throws IOException {
        SmallTable runs = runs(registry).read(spark);
        return new RegistryState(
                registry,
                registry.champion(),
                runs.rows().stream().map(row -> Past.of(runs, row)).toList());
    }

    /** Returns the table of the registry's runs. */
    public static RunsTable runs(Registry registry) {
        return registry.runs(RunRow.SCHEMA);
    }

    /** Returns the number of the version in use; 0 if there is none. */
    int championNumber() {
        return champion.map(Version::number).orElse(0);
    }

    /** Returns the number of the version to create. */
    public int nextVersion() throws IOException {
        int made = past.stream().mapToInt(Past::version).max().orElse(0);
        List<Version> versions = registry.versions();
        int there = versions.isEmpty() ? 0 : versions.get(versions.size() - 1).number();
        return 1 + Math.max(made, there);
    }

    /**
     * Returns the prepare output that version {@code number} was trained on. That of the first version also holds the
     * frozen held-out documents.
     */
    public static Path data(Registry registry, int number) {
        return number == FIRST ? registry.validation() : registry.data(number);
    }

    /** Returns the prepare outputs whose documents are no longer new: those of all runs that made a version. */
    public List<String> seen() {
        return past.stream()
                .filter(Past::madeVersion)
                .map(run -> data(registry, run.version()).toString())
                .toList();
    }

    /**
     * Returns the prepare outputs of the newest runs that made a version, oldest first, without that of the first run, whose
     * held-out documents are the frozen ones.
     *
     * @param most maximum number of outputs
     */
    List<String> recent(int most) {
        List<String> later = seen().stream()
                .filter(folder -> !folder.equals(registry.validation().toString()))
                .toList();
        return later.subList(Math.max(0, later.size() - most), later.size());
    }

    /** Returns the false promotions that the runs so far have spent of {@code budget}. */
    AlphaSpending spending(double budget) {
        return new AlphaSpending(
                budget,
                past.stream()
                        .filter(Past::madeVersion)
                        .map(AlphaSpending.Spent::of)
                        .toList());
    }

    /**
     * Returns the documents of all runs that made a version. The newest of these runs that left no document for a later one has the
     * mark that counts.
     */
    SeenDocuments documents(SparkSession spark) throws IOException {
        List<String> seen = seen();
        int marked = seen.size();
        while (marked > 0 && !hasMark(spark, seen.get(marked - 1))) {
            marked--;
        }
        // Without a mark, no run has noted what left the corpus.
        int cut = marked == 0 ? seen.size() : marked;
        return new SeenDocuments(spark, seen.subList(0, cut), seen.subList(cut, seen.size()));
    }

    private static boolean hasMark(SparkSession spark, String output) throws IOException {
        var mark = new Path(StoredPath.of(output), CorpusMark.INPUTS);
        return mark.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(mark);
    }

    /**
     * Returns the prepare outputs behind the champion, newest first: its own and those of the champions it descends
     * from. The data of versions that were not promoted or were rolled back is not included.
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
