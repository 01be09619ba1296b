package cloze.provenance;

import cloze.error.InvalidConfigException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The state of an output folder before a job writes to it.
 *
 * @param state whether the folder is empty, foreign, unfinished or finished
 * @param claim the run that the folder belongs to; its components are empty if there is none
 */
record ExistingOutput(State state, Claim claim) {
    enum State {
        /** No folder, or an empty one. */
        NOTHING,
        /** Files that this program did not write. */
        FOREIGN,
        /** The claim of a run of this program, without a manifest. */
        UNFINISHED,
        /** A complete result of this program. */
        FINISHED
    }

    private static final Claim NOBODY = new Claim("", "", "");

    /** Inspects {@code folder}, which must not be a file. */
    static ExistingOutput of(Configuration hadoop, Path folder) throws IOException {
        FileSystem files = folder.getFileSystem(hadoop);
        Optional<Claim> claim = Claim.read(hadoop, folder);
        Optional<Manifest> manifest = Manifest.read(hadoop, folder);
        if (manifest.isPresent()) {
            String token = claim.map(Claim::token).orElse("");
            return new ExistingOutput(
                    State.FINISHED,
                    new Claim(manifest.get().job(), manifest.get().fingerprint(), token));
        }
        if (claim.isPresent()) {
            return new ExistingOutput(State.UNFINISHED, claim.get());
        }
        try {
            return new ExistingOutput(files.listStatus(folder).length == 0 ? State.NOTHING : State.FOREIGN, NOBODY);
        } catch (FileNotFoundException e) {
            return new ExistingOutput(State.NOTHING, NOBODY);
        }
    }

    boolean isFinished(String fingerprint) {
        return state == State.FINISHED && claim.fingerprint().equals(fingerprint);
    }

    /** Rejects a folder that the run of {@code own} must not replace. */
    void require(Configuration hadoop, Path folder, Claim own, OutputFolder.Existing existing) throws IOException {
        if (state == State.FOREIGN) {
            throw fault(folder, "contains files that Cloze did not write; name an empty or a new folder");
        }
        boolean same = state == State.NOTHING || claim.fingerprint().equals(own.fingerprint());
        if (same || existing == OutputFolder.Existing.OVERWRITE) {
            return;
        }
        String fingerprints =
                "(fingerprint %s, this run %s)".formatted(shortened(claim.fingerprint()), shortened(own.fingerprint()));
        if (state == State.UNFINISHED) {
            throw fault(
                    folder,
                    "holds an unfinished run of %s %s, %s; finish it with the configuration and version that started it, name another output, or pass --overwrite to discard it"
                            .formatted(difference(own), fingerprints, newestCheckpoint(hadoop, folder)));
        }
        throw fault(
                folder,
                "holds the result of %s %s; name another output or pass --overwrite"
                        .formatted(difference(own), fingerprints));
    }

    /** Says what is different about the run that holds the folder, as far as its mark tells. */
    private String difference(Claim own) {
        String other = "another configuration, other inputs or another program version";
        if (claim.job().isEmpty()) {
            return "another job, " + other;
        }
        return claim.job().equals(own.job()) ? other : "another job, %s, not %s".formatted(claim.job(), own.job());
    }

    private static String newestCheckpoint(Configuration hadoop, Path folder) throws IOException {
        var checkpoints = new Path(folder, "checkpoints");
        FileSystem files = folder.getFileSystem(hadoop);
        if (!files.exists(checkpoints)) {
            return "no checkpoint";
        }
        return Arrays.stream(files.listStatus(checkpoints))
                .map(entry -> entry.getPath().getName())
                .filter(name -> name.startsWith("step-"))
                .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .map(name -> "newest checkpoint " + name)
                .orElse("no checkpoint");
    }

    static InvalidConfigException fault(Object output, String rule) {
        return new InvalidConfigException(List.of("output = %s: %s".formatted(output, rule)));
    }

    private static String shortened(String fingerprint) {
        return fingerprint.substring(0, Math.min(12, fingerprint.length()));
    }
}
