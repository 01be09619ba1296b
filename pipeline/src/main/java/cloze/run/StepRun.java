package cloze.run;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.config.TimeSpan;
import cloze.corpus.source.TableIdentities;
import cloze.corpus.source.TableVersions;
import cloze.network.kernel.KernelChoice;
import cloze.platform.SparkPlatform;
import cloze.provenance.CodeVersion;
import cloze.provenance.Fingerprint;
import cloze.provenance.InputIdentities;
import cloze.provenance.Manifest;
import cloze.provenance.OutputFolder;
import cloze.provenance.OutputFolder.Existing;
import cloze.provenance.OutputPlace;
import cloze.tracking.LineageRun;
import cloze.train.averaging.ProcessShare;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * One run of a step into its output folder: checks, claims the folder, does the work and writes the manifest. If the
 * folder is already complete and has the same fingerprint, the earlier result is returned.
 */
public final class StepRun {
    /** Enough of a fingerprint to name a run. */
    private static final int RUN_DIGITS = 16;

    private final Step step;
    private final RunConfig config;
    private final Existing existing;
    private final String command;

    /**
     * @param step the step to run
     * @param config the configuration of the step
     * @param existing what to do with an existing output
     * @param command what the user typed to start the run, for reports
     */
    public StepRun(Step step, RunConfig config, Existing existing, String command) {
        this.step = step;
        this.config = config;
        this.existing = existing;
        this.command = command;
    }

    /**
     * Runs the step unless its output is already complete, and returns the manifest of the output. The versions of tables
     * are looked up here, once. The result tables of a complete output are appended to the tables of a catalog, if one is
     * configured.
     */
    public Manifest run(SparkSession spark, RunObserver observer) throws Exception {
        SparkPlatform.require();
        var tables = new PublishedTables(spark, config.tables());
        tables.check();
        Manifest manifest = runUnpublished(spark, observer);
        tables.append(
                step.output(config),
                new PublishedTables.Origin(
                        manifest.fingerprint().substring(0, RUN_DIGITS), step.name(), manifest.finished(), null));
        return manifest;
    }

    private Manifest runUnpublished(SparkSession spark, RunObserver observer) throws Exception {
        if (!Section.readsCorpus(step.sections(), config)) {
            return runFixed(spark, observer);
        }
        RunConfig fixed = config.withCorpus(TableVersions.fixed(spark, config.corpus()));
        return new StepRun(step, fixed, existing, command).runFixed(spark, observer);
    }

    private Manifest runFixed(SparkSession spark, RunObserver observer) throws Exception {
        step.check(spark, config);
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        List<String> inputs = new ArrayList<>(InputIdentities.of(step.inputs(config), hadoop));
        if (Section.readsCorpus(step.sections(), config)) {
            inputs.addAll(TableIdentities.of(spark, config.corpus()));
        }
        inputs.addAll(step.identities(spark, config));
        String fingerprint = fingerprint(inputs);
        OutputPlace.requireApart(hadoop, step.output(config), step.inputs(config));
        OutputFolder output = OutputFolder.claim(
                hadoop, step.output(config).toString(), step.name(), fingerprint, step.mode(), existing);
        var done = output.finished();
        var limits = new RefusedRun(step, config, output);
        if (done.isPresent()) {
            limits.requireAccepted(spark);
            observer.phase("%s is complete already (same configuration, inputs and code)".formatted(output.folder()));
            return done.get();
        }
        Manifest manifest;
        LineageRun lineage = observer.lineage(config.tracking(), StepLineage.of(step, config, spark, fingerprint));
        try {
            Optional<Manifest> adopted = limits.adopted(spark, observer);
            manifest = adopted.isPresent() ? adopted.get() : work(spark, observer, output, fingerprint, inputs);
        } catch (Throwable e) {
            lineage.failed(String.valueOf(e.getMessage()));
            Optional<Manifest> other = abandoned(output, e);
            if (other.isPresent()) {
                return doneByAnother(output, other.get(), observer);
            }
            throw e;
        }
        Manifest published = output.commit(manifest);
        lineage.completed(LineageRun.rows(published.counts()));
        return published.equals(manifest) ? manifest : doneByAnother(output, published, observer);
    }

    /** Does the work, and returns the manifest to publish it with if the limits accept it. */
    private Manifest work(
            SparkSession spark, RunObserver observer, OutputFolder output, String fingerprint, List<String> inputs)
            throws Exception {
        long start = System.nanoTime();
        StepResult result = step.run(
                new StepContext(spark, config.withTables(""), output.working(), fingerprint, observer, command));
        double seconds = (System.nanoTime() - start) * 1e-9;
        var manifest = new Manifest(
                step.name(),
                fingerprint,
                CodeVersion.current(),
                environment(spark, config),
                Manifest.json(config),
                inputs,
                result.counts(),
                result.summary(),
                RefusedRun.now(),
                seconds);
        new RefusedRun(step, config, output).requireAccepted(spark, manifest);
        String line = "Wrote %s in %s".formatted(output.folder(), new TimeSpan(seconds).shown());
        return manifest.publishedBy(manifest.configuration(), List.of(line), RefusedRun.now());
    }

    /**
     * Abandons the output, and returns the manifest of another run that has completed it in the meantime. If the
     * clean-up fails too, its exception is added to {@code fault} as a suppressed one.
     */
    private static Optional<Manifest> abandoned(OutputFolder output, Throwable fault) {
        try {
            output.abandon();
            return output.finishedByAnother();
        } catch (IOException | UncheckedIOException e) {
            fault.addSuppressed(e);
            return Optional.empty();
        }
    }

    /** Returns {@code manifest}, the result of the first of two concurrent runs to finish. Both runs share it. */
    private static Manifest doneByAnother(OutputFolder output, Manifest manifest, RunObserver observer) {
        observer.phase("%s was completed by another run in the meantime (same configuration, inputs and code)"
                .formatted(output.folder()));
        return manifest;
    }

    private String fingerprint(List<String> inputs) {
        List<String> parts = new ArrayList<>();
        parts.add(step.name());
        parts.addAll(Section.values(step.sections(), config));
        step.dependsOn(config).forEach(part -> parts.add(part.toString()));
        parts.addAll(inputs);
        parts.add(CodeVersion.current().toString());
        return Fingerprint.of(parts);
    }

    private static Map<String, String> environment(SparkSession spark, RunConfig config) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
        environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        environment.put("arch", System.getProperty("os.arch"));
        environment.put("kernels", KernelChoice.current().toString());
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        var share = ProcessShare.of(
                context, config.training().workers(), config.experiment().runsAtOnce());
        environment.put("threads_per_worker", Integer.toString(share.threads()));
        environment.put("spark", spark.version());
        environment.put("master", spark.sparkContext().master());
        return environment;
    }
}
