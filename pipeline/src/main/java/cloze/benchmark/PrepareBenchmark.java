package cloze.benchmark;

import cloze.benchmark.PreparationStages.CumulativeRun;
import cloze.config.RunConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * The prepare job as a whole, in a session that is open, and then stage by stage. Spark runs many stages in one go, so a stage is measured by
 * running everything up to it with its rows thrown away: its cost is that time less the time up to the stage it reads from. What the job
 * takes beyond its last written row is the stage quality. A difference within the noise of the two measurements may be 0.
 *
 * @param preparation what the prepare job does
 */
public record PrepareBenchmark(Preparation preparation) implements Benchmark {

    /** The prepare job. */
    @FunctionalInterface
    public interface Preparation {
        /** Runs the job of {@code config} into {@code folder}, which does not exist yet; returns the number of examples written. */
        long run(RunConfig config, Path folder);
    }

    @Override
    public List<Measurement> run(BenchmarkCorpus corpus) {
        double[] whole = corpus.repetitions().medians(() -> prepare(corpus));
        List<Measurement> rows = new ArrayList<>();
        rows.add(row(corpus, whole[0]).withRate(Field.SEQUENCES_PER_SECOND, whole[1], whole[0]));

        Map<String, Double> cumulative = new LinkedHashMap<>();
        for (CumulativeRun run : PreparationStages.of(corpus).runs()) {
            double seconds = corpus.repetitions().seconds(run.work());
            cumulative.put(run.stage(), seconds);
            rows.add(stage(corpus, run.stage(), seconds - cumulative.getOrDefault(run.after(), 0.0)));
        }
        double written = cumulative.get(PreparationStages.WRITE)
                + cumulative.getOrDefault(PreparationStages.TRAIN_VOCABULARY, 0.0);
        rows.add(stage(corpus, "quality", whole[0] - written));
        return rows;
    }

    /** Seconds and examples of one run. */
    private double[] prepare(BenchmarkCorpus corpus) {
        var folder = new Path(corpus.scratch(), "prepare");
        long start = System.nanoTime();
        try {
            long examples = preparation.run(corpus.config(), folder);
            return new double[] {(System.nanoTime() - start) * 1e-9, examples};
        } finally {
            delete(corpus, folder);
        }
    }

    static void delete(BenchmarkCorpus corpus, Path folder) {
        try {
            folder.getFileSystem(corpus.spark().sparkContext().hadoopConfiguration())
                    .delete(folder, true);
        } catch (IOException e) {
            throw new UncheckedIOException("Removing " + folder, e);
        }
    }

    private static Measurement stage(BenchmarkCorpus corpus, String stage, double seconds) {
        return row(corpus, Math.max(seconds, 0)).with(Field.STAGE, stage);
    }

    private static Measurement row(BenchmarkCorpus corpus, double seconds) {
        return Measurement.of("prepare")
                .withRate(Field.MEGABYTES_PER_SECOND, corpus.megabytes(), seconds)
                .with(Field.SECONDS, seconds)
                .with(Field.THREADS, corpus.threads());
    }
}
