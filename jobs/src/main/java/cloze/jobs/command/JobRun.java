package cloze.jobs.command;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.network.kernel.KernelChoice;
import cloze.provenance.CodeVersion;
import cloze.provenance.Fingerprint;
import cloze.provenance.InputIdentities;
import cloze.provenance.Manifest;
import cloze.provenance.OutputFolder;
import cloze.provenance.OutputFolder.Existing;
import cloze.provenance.OutputPlace;
import cloze.train.averaging.ProcessShare;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * One run of a job into its output folder: check, claim, work, manifest. Done before with the same fingerprint: the earlier result.
 *
 * @param job what runs
 * @param config what it is told
 * @param existing what to do with an output that is already there
 * @param command what a user typed behind the script's name to get here
 */
public record JobRun(Job job, RunConfig config, Existing existing, String command) {
    static JobRun of(Job job, RunConfig config, RunOptions options) {
        return new JobRun(job, config, options.existing(), options.command());
    }

    public Manifest run(SparkSession spark, Console console) throws Exception {
        job.check(spark, config);
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        List<String> inputs = InputIdentities.of(job.inputs(config), hadoop);
        String fingerprint = fingerprint(inputs);
        OutputPlace.requireApart(hadoop, job.output(config), job.inputs(config));
        OutputFolder output =
                OutputFolder.claim(hadoop, job.output(config).toString(), fingerprint, job.mode(), existing);
        var done = output.finished();
        if (done.isPresent()) {
            console.phase("%s is complete already (same configuration, inputs and code)".formatted(output.folder()));
            return done.get();
        }
        long start = System.nanoTime();
        JobResult result;
        try {
            result = job.run(new JobContext(spark, config, output.working(), fingerprint, console, command));
        } catch (Throwable e) {
            Optional<Manifest> other = abandoned(output, e);
            if (other.isPresent()) {
                return doneByAnother(output, other.get(), console);
            }
            throw e;
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        List<String> summary = new ArrayList<>(result.summary());
        summary.add("Wrote %s in %s".formatted(output.folder(), Console.duration(seconds)));
        var manifest = new Manifest(
                job.name(),
                fingerprint,
                CodeVersion.current(),
                environment(spark, config),
                Manifest.json(config),
                inputs,
                result.counts(),
                summary,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                seconds);
        Manifest published = output.commit(manifest);
        return published.equals(manifest) ? manifest : doneByAnother(output, published, console);
    }

    /** What another run has made meanwhile. A file system that cannot be cleaned up either does not hide {@code fault}. */
    private static Optional<Manifest> abandoned(OutputFolder output, Throwable fault) {
        try {
            output.abandon();
            return output.finishedByAnother();
        } catch (IOException | UncheckedIOException e) {
            fault.addSuppressed(e);
            return Optional.empty();
        }
    }

    /** Two runs of the same at once: the first to end has the result of both. */
    private static Manifest doneByAnother(OutputFolder output, Manifest manifest, Console console) {
        console.phase("%s was completed by another run in the meantime (same configuration, inputs and code)"
                .formatted(output.folder()));
        return manifest;
    }

    private String fingerprint(List<String> inputs) {
        List<String> parts = new ArrayList<>();
        parts.add(job.name());
        parts.addAll(Section.values(job.sections(), config));
        job.dependsOn(config).forEach(part -> parts.add(part.toString()));
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
