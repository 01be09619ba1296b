package cloze.run;

import cloze.config.RunConfig;
import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.provenance.KeptWork;
import cloze.provenance.Manifest;
import cloze.provenance.OutputFolder;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * What happens to work that a limit refuses: it is kept beside the output, and a later run with another limit publishes
 * it.
 *
 * @param step asks the limits
 * @param config holds the limits
 * @param output the folder of the run
 */
record RefusedRun(Step step, RunConfig config, OutputFolder output) {
    private static final String KEPT =
            "The work is kept in %1$s. To publish it without repeating it, run the same command with these limits relaxed; to drop it, delete that folder. It is replaced when a run of another configuration publishes %2$s or is refused there";

    private static final String STANDS =
            "%1$s is complete and stays as it is. To take it nevertheless, relax these limits";

    /**
     * Requires that the limits accept the complete output.
     *
     * @throws InvalidInputException if they refuse it
     */
    void requireAccepted(SparkSession spark) {
        refusal(spark, output.folder()).ifPresent(refusal -> {
            throw fault(refusal, output.folder(), STANDS);
        });
    }

    /**
     * Requires that the limits accept the work that this run has just done, and keeps it if they do not.
     *
     * @param manifest the manifest of the work
     * @throws InvalidInputException if they refuse it
     */
    void requireAccepted(SparkSession spark, Manifest manifest) throws IOException {
        Optional<Refusal> refusal = step.refusal(spark, config, output.working());
        if (refusal.isEmpty()) {
            return;
        }
        if (step.mode() == OutputFolder.Mode.RESUMABLE) {
            throw fault(refusal.get(), output.working(), KEPT);
        }
        throw fault(refusal.get(), output.keep(manifest), KEPT);
    }

    /**
     * Takes over work that an earlier run completed, if there is any. Returns the manifest to publish it with.
     *
     * @throws InvalidInputException if the limits refuse it again
     */
    Optional<Manifest> adopted(SparkSession spark, RunObserver observer) throws IOException {
        Optional<KeptWork> found = output.kept();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        KeptWork work = found.get();
        observer.phase("%s holds this work, done on %s and refused by a limit; asking the limits again"
                .formatted(work.folder(), work.manifest().finished()));
        refusal(spark, work.folder()).ifPresent(refusal -> {
            throw fault(refusal, work.folder(), KEPT);
        });
        if (!output.adopt(work)) {
            return Optional.empty();
        }
        String line = "Wrote %s from the work kept in %s".formatted(output.folder(), work.folder());
        return Optional.of(work.manifest().publishedBy(Manifest.json(config), List.of(line), now()));
    }

    /** Returns the time of writing for a manifest. */
    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private Optional<Refusal> refusal(SparkSession spark, Path complete) {
        try {
            return step.refusal(spark, config, complete);
        } catch (CorruptArtifactException e) {
            throw new CorruptArtifactException(
                    "%s Delete %s; the next run does the work again.".formatted(e.getMessage(), complete), e);
        }
    }

    private InvalidInputException fault(Refusal refusal, Path folder, String what) {
        return new InvalidInputException("%s. The tables are in %s.%n%s."
                .formatted(
                        refusal.reason(),
                        new Path(folder, refusal.evidence()),
                        what.formatted(folder, output.folder())));
    }
}
