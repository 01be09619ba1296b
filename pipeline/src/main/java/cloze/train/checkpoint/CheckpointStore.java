package cloze.train.checkpoint;

import cloze.error.CorruptArtifactException;
import cloze.error.InvalidConfigException;
import cloze.table.AtomicRenames;
import cloze.train.state.RunState;
import cloze.train.state.StoredState;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a run, {@code <output>/checkpoints/step-<8 digits>/}. Each is written under a temporary name in
 * the same folder, and then renamed. Where renaming is atomic, a folder with the final name is therefore complete. On an
 * object store a rename would copy every file: there each is written in place, and complete once it has
 * {@code checkpoint.json}, which comes last and goes first.
 */
public final class CheckpointStore {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
    private static final Pattern FINISHED = Pattern.compile("step-\\d{8,18}");
    private static final String UNFINISHED = ".unfinished-";
    private static final String DAMAGED = "damaged-";

    private final FileSystem files;
    private final Path folder;

    private CheckpointStore(FileSystem files, Path folder) {
        this.files = files;
        this.folder = folder;
    }

    /** Opens the checkpoints of the run with the output folder {@code output}. */
    public static CheckpointStore of(Path output, Configuration hadoop) throws IOException {
        FileSystem files = output.getFileSystem(hadoop);
        return new CheckpointStore(files, files.makeQualified(new Path(output, "checkpoints")));
    }

    /** Returns the newest complete checkpoint, if there is one. Skips incomplete ones with a warning. */
    public Optional<CheckpointFolder> newest() throws IOException {
        for (CheckpointFolder candidate : newestFirst()) {
            if (isComplete(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Returns the step of the newest complete checkpoint, without reading it. */
    public OptionalLong newestStep() throws IOException {
        return newest().stream().mapToLong(CheckpointStore::step).findFirst();
    }

    private static boolean isComplete(CheckpointFolder candidate) throws IOException {
        List<String> missing = candidate.missing();
        if (!missing.isEmpty()) {
            LOG.warn("Skipping the incomplete checkpoint {}, which lacks {}", candidate.path(), missing);
        }
        return missing.isEmpty();
    }

    /**
     * Returns the checkpoint that is the result of the run: the newest one, or the best one if the run may stop early.
     */
    public Optional<CheckpointFolder> result() throws IOException {
        Optional<CheckpointFolder> newest = newest();
        return newest.isEmpty()
                ? newest
                : Optional.of(new CheckpointFolder(
                        files, new Path(folder, name(newest.get().info().resultStep()))));
    }

    /** Loads the state of a checkpoint. */
    @FunctionalInterface
    public interface Loader {
        /**
         * Loads {@code state}.
         *
         * @throws CorruptArtifactException if it is damaged; nothing is loaded then
         */
        void load(StoredState state) throws IOException;
    }

    /**
     * Resumes from the newest intact checkpoint of {@code run}. Newer damaged ones are renamed, with a warning.
     *
     * @param loader called with the state of one checkpoint after the other, until one is intact
     * @throws InvalidConfigException if it belongs to another run
     * @throws CorruptArtifactException if one is damaged and no older one is intact
     */
    public Optional<Checkpoint> resume(String run, Loader loader) throws IOException {
        Map<CheckpointFolder, CorruptArtifactException> damaged = new LinkedHashMap<>();
        for (CheckpointFolder candidate : newestFirst()) {
            try {
                if (isComplete(candidate)) {
                    Checkpoint whole = read(candidate, run);
                    loader.load(candidate.state(whole.info()));
                    for (var entry : damaged.entrySet()) {
                        setAside(entry.getKey(), entry.getValue(), candidate);
                    }
                    return Optional.of(whole);
                }
            } catch (CorruptArtifactException e) {
                damaged.put(candidate, e);
            } catch (ChecksumException e) {
                damaged.put(
                        candidate,
                        new CorruptArtifactException(
                                "%s: expected unchanged files, found %s; delete the folder to resume from an older checkpoint"
                                        .formatted(candidate.path(), e.getMessage()),
                                e));
            }
        }
        Optional<CorruptArtifactException> newest = damaged.values().stream().findFirst();
        if (newest.isPresent()) {
            throw newest.get();
        }
        return Optional.empty();
    }

    private static Checkpoint read(CheckpointFolder checkpoint, String run) throws IOException {
        String found = checkpoint.info().run();
        if (!found.equals(run)) {
            throw new InvalidConfigException(List.of(
                    "output: %s is a checkpoint of another run (fingerprint %s, this run %s): the configuration or the data changed; choose another output, or remove this one"
                            .formatted(checkpoint.path(), found, run)));
        }
        return checkpoint.read();
    }

    /**
     * Renames a damaged checkpoint but keeps its files, because the run will write a checkpoint of the same step again.
     */
    private void setAside(CheckpointFolder damaged, CorruptArtifactException fault, CheckpointFolder whole)
            throws IOException {
        String name = DAMAGED + damaged.path().getName();
        Path aside = new Path(folder, name);
        for (int number = 2; files.exists(aside); number++) {
            aside = new Path(folder, "%s-%d".formatted(name, number));
        }
        if (!files.rename(damaged.path(), aside)) {
            throw new IOException("Cannot rename %s to %s".formatted(damaged.path(), aside));
        }
        LOG.warn(
                "{}. Instead, it was renamed to {}, and the run resumes from {}",
                fault.getMessage(),
                aside,
                whole.path());
    }

    /**
     * Writes a checkpoint, and replaces one of the same step. Then deletes all but the newest {@code keep} and the
     * result of the run.
     *
     * @param state the state of the run
     */
    public Path write(Checkpoint checkpoint, RunState state, RunState.Purpose purpose, int keep) throws IOException {
        deleteUnfinished();
        String name = name(checkpoint.info().step());
        String result = name(checkpoint.info().resultStep());
        Path finished = new Path(folder, name);
        if (AtomicRenames.on(files)) {
            Path unfinished = new Path(folder, UNFINISHED + name);
            new CheckpointFolder(files, unfinished).write(checkpoint, state.write(files, unfinished, purpose));
            files.delete(finished, true);
            if (!files.rename(unfinished, finished)) {
                throw new IOException("Cannot rename %s to %s".formatted(unfinished, finished));
            }
        } else {
            delete(finished);
            new CheckpointFolder(files, finished).write(checkpoint, state.write(files, finished, purpose));
        }
        List<CheckpointFolder> all = newestFirst();
        for (CheckpointFolder old : all.subList(Math.min(keep, all.size()), all.size())) {
            if (!old.path().getName().equals(result)) {
                delete(old.path());
            }
        }
        return finished;
    }

    private static String name(int step) {
        return String.format(Locale.ROOT, "step-%08d", step);
    }

    /** An object store deletes file by file. */
    private void delete(Path checkpoint) throws IOException {
        if (!AtomicRenames.on(files)) {
            files.delete(new Path(checkpoint, CheckpointFolder.INFO), false);
        }
        files.delete(checkpoint, true);
    }

    private void deleteUnfinished() throws IOException {
        for (FileStatus entry : list()) {
            if (isUnfinished(entry.getPath())) {
                files.delete(entry.getPath(), true);
            }
        }
    }

    private boolean isUnfinished(Path entry) throws IOException {
        if (entry.getName().startsWith(UNFINISHED)) {
            return true;
        }
        boolean isInPlace =
                !AtomicRenames.on(files) && FINISHED.matcher(entry.getName()).matches();
        return isInPlace && !CheckpointFolder.isAt(files, entry);
    }

    private List<CheckpointFolder> newestFirst() throws IOException {
        List<CheckpointFolder> found = new ArrayList<>();
        for (FileStatus entry : list()) {
            if (entry.isDirectory()
                    && FINISHED.matcher(entry.getPath().getName()).matches()) {
                found.add(new CheckpointFolder(files, entry.getPath()));
            }
        }
        found.sort(Comparator.comparingLong(CheckpointStore::step).reversed());
        return found;
    }

    private static long step(CheckpointFolder checkpoint) {
        return Long.parseLong(checkpoint.path().getName().substring("step-".length()));
    }

    private FileStatus[] list() throws IOException {
        try {
            return files.listStatus(folder);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }
}
