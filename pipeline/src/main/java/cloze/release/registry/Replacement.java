package cloze.release.registry;

import cloze.error.CorruptArtifactException;
import cloze.table.FileCopy;
import cloze.table.TextFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Puts other versions in place of those from a number on: with their examples, the rows of their runs and the champion. They are made in
 * {@code work/forget-<id>/registry}, a registry that shares the versions before. Needs a file system whose renames are atomic.
 *
 * <p>The file {@value #FILE} in the work folder decides. Until it is there, nothing of the registry has changed. From then on
 * every holder of the lease completes the replacement before anything else. Each step can be repeated:
 *
 * <ol>
 *   <li>A copy of the new champion appears under a number that nobody has used, and becomes the champion. This one write takes the old
 *       versions out of use; a reader finds a whole version before and after it.
 *   <li>The old versions are removed, with their examples and rows, and all other work folders.
 *   <li>The new ones are renamed into place, under the numbers that they would have had.
 *   <li>The champion becomes the one among them; the copy is removed.
 *   <li>The certificate is put in place, and the work folder removed.
 * </ol>
 *
 * @param id names the replacement
 * @param from number of the first version to replace
 * @param champion number of the champion, in the numbers of the new versions
 * @param copy number of the copy of the new champion; 0 if the champion is a version before {@code from}
 * @param runs names of the runs whose rows are replaced
 */
public record Replacement(String id, int from, int champion, int copy, List<String> runs) {
    /** Folder of a registry with what it has forgotten. */
    public static final String FORGOTTEN = "forgotten";

    static final String CHAMPION = "champion";

    /** Begins the name of the work folder. */
    private static final String WORK = "forget-";

    private static final String FILE = "replacement.json";

    /** In the work folder: the old versions are removed. */
    private static final String EMPTIED = "emptied";

    private static final String STAGED = "registry";
    private static final String CERTIFICATE = "certificate";
    private static final List<String> FOLDERS = List.of("versions", "data", "runs");
    private static final String VALIDATION = "validation";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** The steps that change the registry, when they are done. */
    public enum Step {
        DECIDED,
        SWITCHED,
        EMPTIED,
        PLACED,
        NUMBERED,
        CERTIFIED
    }

    /** Brings up to date what follows from the versions and rows. */
    public interface Derived {
        void write() throws IOException;
    }

    public Replacement {
        runs = List.copyOf(runs);
    }

    /** Returns the folder in which a replacement is prepared. */
    public static Path work(Registry registry, String id) {
        return registry.work(WORK + id);
    }

    /** Returns whether {@code run} names the work folder of a replacement. */
    public static boolean isWork(String run) {
        return run.startsWith(WORK);
    }

    /** Opens the registry of the new versions. */
    public static Registry staged(Registry registry, String id, int from) throws IOException {
        return registry.branch(new Path(work(registry, id), STAGED), from);
    }

    /** Returns the folder for what is to stand in {@value #FORGOTTEN}. */
    public static Path certificate(Registry registry, String id) {
        return new Path(work(registry, id), CERTIFICATE);
    }

    /** Returns whether {@code registry} is on a file system that can do this. */
    public static boolean isPossible(Registry registry) {
        return registry.storage() instanceof RenamingStorage;
    }

    /** Writes the decision: from now on the replacement is completed, if not by this run then by the next one. */
    public void decide(Registry registry, Lease lease, Consumer<Step> reached) throws IOException {
        lease.renew();
        try {
            TextFile.write(
                    registry.storage().files().getConf(),
                    new Path(work(registry, id), FILE),
                    JSON.writeValueAsString(this) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Replacement " + id, e);
        }
        reached.accept(Step.DECIDED);
    }

    /** Returns the replacement that was decided and not completed. */
    public static Optional<Replacement> pending(Registry registry) throws IOException {
        if (!isPossible(registry)) {
            return Optional.empty();
        }
        for (String name : registry.storage().names(registry.work(WORK).getParent())) {
            var file = new Path(registry.work(name), FILE);
            if (isWork(name) && registry.storage().holds(file)) {
                try {
                    return Optional.of(JSON.readValue(registry.storage().read(file), Replacement.class));
                } catch (JsonProcessingException e) {
                    throw new CorruptArtifactException(
                            "%s: expected what a registry is about to replace, found %s. The folder %s holds the new versions; restore the registry from a copy, or remove the folder, and forget again"
                                    .formatted(file, e.getOriginalMessage(), file.getParent()),
                            e);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Does what remains to be done.
     *
     * @param derived is written before the work folder is removed
     * @param reached receives each step when it is done
     */
    public void complete(Registry registry, Lease lease, Derived derived, Consumer<Step> reached) throws IOException {
        var emptied = new Path(work(registry, id), EMPTIED);
        if (!registry.storage().holds(emptied)) {
            point(registry, lease, copied(registry, lease));
            reached.accept(Step.SWITCHED);
            empty(registry, lease);
            TextFile.write(registry.storage().files().getConf(), emptied, "");
            reached.accept(Step.EMPTIED);
        }
        place(registry, lease);
        reached.accept(Step.PLACED);
        point(registry, lease, champion);
        if (copy != 0 && registry.storage().holds(version(registry, copy))) {
            lease.discard(version(registry, copy));
        }
        reached.accept(Step.NUMBERED);
        var from = certificate(registry, id);
        for (String name : registry.storage().names(from)) {
            lease.place(new Path(from, name), new Path(registry.folder(), FORGOTTEN + "/" + name));
        }
        derived.write();
        reached.accept(Step.CERTIFIED);
        registry.storage().files().delete(work(registry, id), true);
    }

    private static Path version(Registry registry, int number) {
        return new Path(registry.folder(), "versions/" + number);
    }

    private static void point(Registry registry, Lease lease, int number) throws IOException {
        String wanted = number + "\n";
        var pointer = new Path(registry.folder(), CHAMPION);
        try {
            if (registry.storage().read(pointer).equals(wanted)) {
                return;
            }
        } catch (FileNotFoundException e) {
            // A champion is written below all the same.
        }
        lease.replace(wanted, pointer);
    }

    /** Returns the number of the version that is the champion meanwhile. */
    private int copied(Registry registry, Lease lease) throws IOException {
        if (copy == 0) {
            return champion;
        }
        Path place = version(registry, copy);
        if (!registry.storage().holds(place)) {
            FileSystem files = registry.storage().files();
            Path made = new Path(work(registry, id), "copy");
            files.delete(made, true);
            Path original = new Path(work(registry, id), STAGED + "/versions/" + champion);
            FileCopy.make(files, original, made);
            lease.place(made, place);
        }
        return copy;
    }

    private void empty(Registry registry, Lease lease) throws IOException {
        Storage storage = registry.storage();
        for (String folder : List.of("versions", "data")) {
            for (int number : Version.numbers(storage.names(new Path(registry.folder(), folder)))) {
                if (number >= from && number != copy) {
                    lease.discard(new Path(registry.folder(), folder + "/" + number));
                }
            }
        }
        var validation = new Path(registry.folder(), VALIDATION);
        if (from == 1 && storage.holds(validation)) {
            lease.discard(validation);
        }
        for (String run : runs) {
            var row = new Path(registry.folder(), "runs/" + run + ".parquet");
            if (storage.holds(row)) {
                lease.discard(row);
            }
        }
        for (String name : storage.names(registry.work(WORK).getParent())) {
            if (!name.equals(WORK + id)) {
                storage.files().delete(registry.work(name), true);
            }
        }
    }

    private void place(Registry registry, Lease lease) throws IOException {
        Storage storage = registry.storage();
        var staged = new Path(work(registry, id), STAGED);
        for (String folder : FOLDERS) {
            for (String name : storage.names(new Path(staged, folder))) {
                boolean isShared = Version.isNumber(name) && Integer.parseInt(name) < from;
                if (!isShared) {
                    lease.place(
                            new Path(staged, folder + "/" + name), new Path(registry.folder(), folder + "/" + name));
                }
            }
        }
        var validation = new Path(staged, VALIDATION);
        if (storage.holds(validation)) {
            lease.place(validation, new Path(registry.folder(), VALIDATION));
        }
    }
}
