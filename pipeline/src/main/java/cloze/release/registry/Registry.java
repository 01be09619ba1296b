package cloze.release.registry;

import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.error.RegistryInUseException;
import cloze.table.StoredPath;
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
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.StructType;

/**
 * Versions of a model, one of which is the champion. Reading needs no lease: a version appears as a whole, and there is
 * always the old champion or the new one. On a local file system and on HDFS the folders and the file {@code champion}
 * say what there is; on an object store the {@link Journal} does, and both follow.
 *
 * <p>After a run was killed, every change can be repeated. {@link #publish} returns the version that the run has
 * already published, {@link #promote} does nothing if the version is champion, {@link RunsTable#append} keeps an
 * existing row of the run, and {@link #place} keeps an existing folder.
 */
public final class Registry {
    private static final Duration SHORTEST_TERM = Duration.ofSeconds(1);
    private static final String RUN = "run";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Storage storage;
    private final Path folder;
    private final Clock clock;
    private final Optional<Beginning> beginning;

    /**
     * What a registry has in common with another one.
     *
     * @param of the other registry
     * @param before number of the first version of its own
     */
    private record Beginning(Registry of, int before) {}

    private Registry(Storage storage, Path folder, Clock clock, Optional<Beginning> beginning) {
        this.storage = storage;
        this.folder = folder;
        this.clock = clock;
        this.beginning = beginning;
    }

    Registry(Storage storage, Path folder, Clock clock) {
        this(storage, folder, clock, Optional.empty());
    }

    Registry(RegistryFiles files, Path folder, Clock clock) {
        this(new RenamingStorage(files, folder), folder, clock);
    }

    /** Opens the registry in {@code path}, which need not exist yet. */
    public static Registry open(Configuration hadoop, String path) throws IOException {
        return open(hadoop, path, Clock.systemUTC());
    }

    /** Opens the registry in {@code path} with {@code clock} for the terms of leases. */
    public static Registry open(Configuration hadoop, String path, Clock clock) throws IOException {
        var given = StoredPath.of(path);
        FileSystem named = given.getFileSystem(hadoop);
        Path folder = named.makeQualified(given);
        return new Registry(Storage.of(named, folder), folder, clock);
    }

    /**
     * Opens a registry in the folder of a {@link Replacement}, which continues this one from version {@code from} on. Versions before, and their
     * examples, are read here and stay as they are.
     */
    Registry branch(Path other, int from) throws IOException {
        if (from > 1) {
            // The next version has the number after the highest name there.
            storage.files().mkdirs(new Path(other, "versions/" + (from - 1)));
        }
        Storage own = Storage.of(storage.files(), other);
        return new Registry(own, other, clock, Optional.of(new Beginning(this, from)));
    }

    private boolean isCommon(int number) {
        return beginning.filter(common -> number < common.before()).isPresent();
    }

    Storage storage() {
        return storage;
    }

    public Path folder() {
        return folder;
    }

    /** Returns the folder of the held-out examples on which every challenger and champion is measured. */
    public Path validation() {
        return isCommon(1) ? beginning.get().of().validation() : new Path(folder, "validation");
    }

    /** Returns the folder of the examples on which version {@code number} was trained. */
    public Path data(int number) {
        return isCommon(number) ? beginning.get().of().data(number) : new Path(folder, "data/" + number);
    }

    /** Returns the folders with the texts that this registry has forgotten and does not learn again. */
    public List<String> forgotten() throws IOException {
        var all = new Path(folder, Replacement.FORGOTTEN);
        return storage.names(all).stream()
                .filter(name -> !name.contains("."))
                .sorted()
                .map(name -> new Path(all, name).toString())
                .toList();
    }

    /** Returns the folder for the intermediate results of {@code run}. */
    public Path work(String run) {
        return new Path(folder, "work/" + run);
    }

    /** Returns the table of runs, one row each, with the columns of {@code schema}. */
    public RunsTable runs(StructType schema) {
        return new RunsTable(storage, folder, schema);
    }

    /**
     * Acquires the lease for {@code term}, counted anew from each renewal. Of several concurrent calls exactly one
     * succeeds.
     *
     * @throws RegistryInUseException if another process holds the lease; the message names it and the end of its term
     */
    public Lease acquire(Duration term) throws IOException {
        if (term.compareTo(SHORTEST_TERM) < 0) {
            throw new IllegalArgumentException("A lease of %s: expected at least %s".formatted(term, SHORTEST_TERM));
        }
        return storage.acquire(term, clock);
    }

    /**
     * Returns the version in use, if there is one.
     *
     * @throws CorruptArtifactException if the file that names it is damaged or names a version that does not exist
     */
    public Optional<Version> champion() throws IOException {
        Storage now = storage.snapshot();
        OptionalInt number = number(now, pointer());
        if (number.isEmpty()) {
            return Optional.empty();
        }
        Optional<Version> champion = version(now, number.getAsInt());
        if (champion.isEmpty()) {
            throw new CorruptArtifactException(
                    "%s: expected the number of a version, found %d, which does not exist. Write the number of an existing version into the file: %s"
                            .formatted(pointer(), number.getAsInt(), versions()));
        }
        return champion;
    }

    /** Returns the versions, oldest first. */
    public List<Version> versions() throws IOException {
        List<Version> versions = new ArrayList<>();
        Storage now = storage.snapshot();
        for (int number : Version.numbers(now.names(new Path(folder, "versions")))) {
            if (!isCommon(number)) {
                version(now, number).ifPresent(versions::add);
            }
        }
        if (beginning.isPresent()) {
            beginning.get().of().versions().stream()
                    .filter(version -> isCommon(version.number()))
                    .forEach(versions::add);
        }
        versions.sort(Comparator.comparingInt(Version::number));
        return versions;
    }

    /** Returns version {@code number}; empty if it does not exist or has been pruned. */
    public Optional<Version> version(int number) throws IOException {
        return version(storage, number);
    }

    private Optional<Version> version(Storage from, int number) throws IOException {
        var file = new Path(folderOf(number), Version.FILE);
        try {
            String run = JSON.readTree(from.read(file)).path(RUN).asText();
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

    /** Returns the version that {@code run} has published. */
    public Optional<Version> versionOf(String run) throws IOException {
        return versions().stream().filter(version -> version.run().equals(run)).findFirst();
    }

    /** Returns the champion before {@code champion}, unless it has been pruned. */
    public Optional<Version> predecessor(Version champion) throws IOException {
        OptionalInt number = number(storage, new Path(champion.folder(), Version.PREDECESSOR));
        return number.isPresent() ? version(number.getAsInt()) : Optional.empty();
    }

    /**
     * Publishes {@code model}, a folder on the registry's file system, as the next version, or returns the version that
     * {@code run} has already published. The folder is moved. If the process is killed during the move, both may be
     * missing; the run must then create the folder again. On an object store the folder is copied, and its files must
     * not change any more.
     *
     * @throws RegistryInUseException if another run has taken over the lease
     */
    public Version publish(Lease lease, String run, Path model) throws IOException {
        Optional<Version> published = versionOf(run);
        if (published.isPresent()) {
            return published.get();
        }
        if (!storage.files().exists(model)) {
            throw new FileNotFoundException("%s: expected a model folder to publish, found none".formatted(model));
        }
        storage.draft(
                new Path(model, Version.FILE),
                JSON.createObjectNode().put(RUN, run).toPrettyString() + "\n");
        int number = lease.publish(model, new Path(folder, "versions"));
        return new Version(number, run, folderOf(number));
    }

    /**
     * Renames {@code made}, a folder on the registry's file system, to {@code place}; on an object store copies it. A
     * killed process leaves it at one of the two. Does nothing if {@code place} exists. The lease is only checked
     * beforehand, so use this for places that belong to the run, such as the data of the version that it has published.
     *
     * @throws RegistryInUseException if another run has taken over the lease
     */
    public void place(Lease lease, Path made, Path place) throws IOException {
        lease.place(made, place);
    }

    /**
     * Replaces the file {@code name} of the registry in one step, so that a reader finds either the old or the new text.
     *
     * @throws RegistryInUseException if another run has taken over the lease; the file is then unchanged
     */
    public void write(Lease lease, String name, String text) throws IOException {
        lease.replace(text, new Path(folder, name));
    }

    /**
     * Makes {@code version} the champion.
     *
     * @throws RegistryInUseException if another run has taken over the lease; the champion is then unchanged
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
     * Makes the champion's predecessor the champion again. A further call goes back to the predecessor of that one.
     *
     * @return the new champion
     * @throws InvalidInputException if there is no predecessor, or it has been pruned
     * @throws RegistryInUseException if another run has taken over the lease; the champion is then unchanged
     */
    public Version rollBack(Lease lease) throws IOException {
        Version champion = champion()
                .orElseThrow(() -> new InvalidInputException(
                        "Registry %s: expected a champion, found none; nothing has been promoted".formatted(folder)));
        OptionalInt before = number(storage, new Path(champion.folder(), Version.PREDECESSOR));
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
     * Removes all versions but the newest {@code keep}, the champion and its predecessor.
     *
     * @return the removed versions
     */
    public List<Version> prune(Lease lease, int keep) throws IOException {
        if (keep < 1) {
            // The highest number must stay, or the next version would reuse it.
            throw new IllegalArgumentException("Keeping %d versions: expected at least 1".formatted(keep));
        }
        List<Version> versions = versions();
        List<Version> removed = new ArrayList<>(versions.subList(0, Math.max(0, versions.size() - keep)));
        Optional<Version> champion = champion();
        if (champion.isPresent()) {
            removed.remove(champion.get());
            predecessor(champion.get()).ifPresent(removed::remove);
        }
        removed.removeIf(version -> isCommon(version.number()));
        for (Version version : removed) {
            lease.discard(version.folder());
        }
        return removed;
    }

    private Path pointer() {
        return new Path(folder, Replacement.CHAMPION);
    }

    private Path folderOf(int number) {
        return isCommon(number) ? beginning.get().of().folderOf(number) : new Path(folder, "versions/" + number);
    }

    private OptionalInt number(Storage from, Path file) throws IOException {
        try {
            String text = from.read(file).strip();
            if (!Version.isNumber(text)) {
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
