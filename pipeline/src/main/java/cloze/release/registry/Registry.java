package cloze.release.registry;

import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.error.RegistryInUseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.StructType;

/**
 * Versions of a model, one of them the champion. Reading needs no lease: a version appears whole, and the champion's file names the old
 * version or the new one, never none of them (on a local file system and on HDFS; {@link StoreMoves} says what holds elsewhere).
 *
 * <p>Every change can be asked for again after a run was killed: {@link #publish} gives the version that the run has published already,
 * {@link #promote} leaves a champion alone that is one, {@link RunsTable#append} knows the run's row, {@link #place} finds the place
 * filled.
 */
public final class Registry {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Duration SHORTEST_TERM = Duration.ofSeconds(1);
    private static final String RUN = "run";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryFiles files;
    private final Path folder;
    private final Clock clock;

    Registry(RegistryFiles files, Path folder, Clock clock) {
        this.files = files;
        this.folder = folder;
        this.clock = clock;
    }

    /** The registry in {@code path}, which may not be there yet. */
    public static Registry open(Configuration hadoop, String path) throws IOException {
        return open(hadoop, path, Clock.systemUTC());
    }

    /** By the time of {@code clock}. */
    public static Registry open(Configuration hadoop, String path, Clock clock) throws IOException {
        var given = new Path(path);
        FileSystem named = given.getFileSystem(hadoop);
        return new Registry(RegistryFiles.on(named), named.makeQualified(given), clock);
    }

    public Path folder() {
        return folder;
    }

    /** The examples that every challenger and champion is measured on. */
    public Path validation() {
        return new Path(folder, "validation");
    }

    /** The examples version {@code number} was trained on. */
    public Path data(int number) {
        return new Path(folder, "data/" + number);
    }

    /** Where the steps of {@code run} work. */
    public Path work(String run) {
        return new Path(folder, "work/" + run);
    }

    /** One row per run, with the columns of {@code schema}. */
    public RunsTable runs(StructType schema) {
        return new RunsTable(files, folder, schema);
    }

    /**
     * Takes the lease, for {@code term} from now on and from each renewal on; of several at once exactly one gets it.
     *
     * @throws RegistryInUseException when another process has it; the message names that one and the end of its lease
     */
    public Lease acquire(Duration term) throws IOException {
        if (term.compareTo(SHORTEST_TERM) < 0) {
            throw new IllegalArgumentException("A lease of %s: expected at least %s".formatted(term, SHORTEST_TERM));
        }
        return Lease.acquire(new Leases(files, new Path(folder, "lease")), term, clock);
    }

    /**
     * The version in use, when there is one.
     *
     * @throws CorruptArtifactException when the file that names it is damaged or names none that is there
     */
    public Optional<Version> champion() throws IOException {
        OptionalInt number = number(pointer());
        if (number.isEmpty()) {
            return Optional.empty();
        }
        Optional<Version> champion = version(number.getAsInt());
        if (champion.isEmpty()) {
            throw new CorruptArtifactException(
                    "%s: expected the number of a version, found %d, which does not exist. Write the number of an existing version into the file: %s"
                            .formatted(pointer(), number.getAsInt(), versions()));
        }
        return champion;
    }

    /** The versions, oldest first. */
    public List<Version> versions() throws IOException {
        List<Version> versions = new ArrayList<>();
        for (int number : numbers()) {
            version(number).ifPresent(versions::add);
        }
        versions.sort(Comparator.comparingInt(Version::number));
        return versions;
    }

    /** The version {@code number}, if it has not been pruned. */
    public Optional<Version> version(int number) throws IOException {
        var file = new Path(folderOf(number), Version.FILE);
        try {
            String run = JSON.readTree(files.read(file)).path(RUN).asText();
            return Optional.of(new Version(number, run, folderOf(number)));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new CorruptArtifactException(
                    "%s: expected a JSON object with the field %s, found %s. If no run is to continue with this version, remove its folder"
                            .formatted(file, RUN, e.getOriginalMessage()),
                    e);
        }
    }

    /** The version that {@code run} has published. */
    public Optional<Version> versionOf(String run) throws IOException {
        return versions().stream().filter(version -> version.run().equals(run)).findFirst();
    }

    /** The champion that {@code champion} took the place of, if that is still there. */
    public Optional<Version> predecessor(Version champion) throws IOException {
        OptionalInt number = number(new Path(champion.folder(), Version.PREDECESSOR));
        return number.isPresent() ? version(number.getAsInt()) : Optional.empty();
    }

    /**
     * Makes {@code model}, a folder on the registry's file system, a version: the next one, or the one {@code run} has published before. The
     * folder is moved. A process killed while it does may leave neither: the run makes the folder again then.
     *
     * @throws RegistryInUseException when the lease is another run's by now
     */
    public Version publish(Lease lease, String run, Path model) throws IOException {
        Optional<Version> published = versionOf(run);
        if (published.isPresent()) {
            return published.get();
        }
        if (!files.files().exists(model)) {
            throw new FileNotFoundException("%s: expected a model folder to publish, found none".formatted(model));
        }
        int number = 1 + numbers().stream().max(Comparator.naturalOrder()).orElse(0);
        files.write(
                new Path(model, Version.FILE),
                JSON.createObjectNode().put(RUN, run).toPrettyString() + "\n");
        files.makeFolder(folderOf(number).getParent());
        lease.claim(model, folderOf(number));
        return new Version(number, run, folderOf(number));
    }

    /**
     * Gives {@code made}, a folder on the registry's file system, the name {@code place} for good, in one rename: a process killed meanwhile
     * leaves it at one of the two. Nothing happens when there is something at {@code place}. The lease is looked at before: fit for places
     * that are the run's own, such as the data of the version it has published.
     *
     * @throws RegistryInUseException when the lease is another run's by now
     */
    public void place(Lease lease, Path made, Path place) throws IOException {
        lease.renew();
        if (!files.files().exists(place)) {
            files.makeFolder(place.getParent());
            files.moves().claim(made, place);
        }
    }

    /**
     * Makes {@code version} the champion.
     *
     * @throws RegistryInUseException when the lease is another run's by now; the champion is what it was then
     */
    public void promote(Lease lease, Version version) throws IOException {
        Optional<Version> champion = champion();
        if (champion.equals(Optional.of(version))) {
            return;
        }
        if (champion.isPresent()) {
            lease.replace(champion.get().number() + "\n", new Path(version.folder(), Version.PREDECESSOR));
        }
        lease.replace(version.number() + "\n", pointer());
    }

    /**
     * Makes the champion's predecessor the champion again, and its predecessor the next one to go back to.
     *
     * @return the champion now
     * @throws InvalidInputException when there is none, or it has been pruned
     * @throws RegistryInUseException when the lease is another run's by now; the champion is what it was then
     */
    public Version rollBack(Lease lease) throws IOException {
        Version champion = champion()
                .orElseThrow(() -> new InvalidInputException(
                        "Registry %s: expected a champion, found none; nothing has been promoted".formatted(folder)));
        OptionalInt before = number(new Path(champion.folder(), Version.PREDECESSOR));
        if (before.isEmpty()) {
            throw new InvalidInputException(
                    "Registry %s: %s was the first champion; it has no predecessor".formatted(folder, champion));
        }
        List<Version> kept = versions();
        Version predecessor = kept.stream()
                .filter(version -> version.number() == before.getAsInt())
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "Registry %s: version %d, the champion before %s, has been removed; the kept versions are %s. retrain.keep-versions sets how many are kept"
                                .formatted(folder, before.getAsInt(), champion, kept)));
        lease.replace(predecessor.number() + "\n", pointer());
        return predecessor;
    }

    /**
     * Removes versions: all but the newest {@code keep}, the champion and its predecessor.
     *
     * @return those removed
     */
    public List<Version> prune(Lease lease, int keep) throws IOException {
        if (keep < 1) {
            // The highest number must stay, or the next version would get it.
            throw new IllegalArgumentException("Keeping %d versions: expected at least 1".formatted(keep));
        }
        List<Version> versions = versions();
        List<Version> removed = new ArrayList<>(versions.subList(0, Math.max(0, versions.size() - keep)));
        Optional<Version> champion = champion();
        if (champion.isPresent()) {
            removed.remove(champion.get());
            predecessor(champion.get()).ifPresent(removed::remove);
        }
        for (Version version : removed) {
            lease.discard(version.folder());
        }
        return removed;
    }

    private Path pointer() {
        return new Path(folder, "champion");
    }

    private Path folderOf(int number) {
        return new Path(folder, "versions/" + number);
    }

    private List<Integer> numbers() throws IOException {
        return files.names(new Path(folder, "versions")).stream()
                .filter(name -> NUMBER.matcher(name).matches())
                .map(Integer::valueOf)
                .toList();
    }

    private OptionalInt number(Path file) throws IOException {
        try {
            String text = files.read(file).strip();
            if (!NUMBER.matcher(text).matches()) {
                throw new CorruptArtifactException(
                        "%s: expected the number of a version, found \"%s\". Write the number of an existing version into the file: %s"
                                .formatted(file, text, versions()));
            }
            return OptionalInt.of(Integer.parseInt(text));
        } catch (FileNotFoundException e) {
            return OptionalInt.empty();
        }
    }
}
