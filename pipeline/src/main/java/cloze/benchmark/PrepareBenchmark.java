package cloze.benchmark;

import cloze.benchmark.PreparationStages.CumulativeRun;
import cloze.dataset.Documents;
import cloze.prepare.Preparation;
import cloze.prepare.Prepared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * Measures the prepare job as a whole in an open session, and then each stage. Spark fuses stages, so a stage is
 * measured by running everything up to it and discarding the rows. Its time is the difference from the run up to the
 * stage it reads from, or 0 if noise makes that negative. The quality tables are timed within the whole job.
 */
record PrepareBenchmark() implements Benchmark {
    @Override
    public List<BenchmarkRow> run(BenchmarkCorpus corpus) {
        double[] whole = corpus.repetitions().medians(() -> prepare(corpus));
        List<BenchmarkRow> rows = new ArrayList<>();
        rows.add(row(corpus, whole[0]).withRate(BenchmarkColumn.SEQUENCES_PER_SECOND, whole[1], whole[0]));

        Map<String, Double> cumulative = new LinkedHashMap<>();
        for (CumulativeRun run : PreparationStages.of(corpus).runs()) {
            double seconds = corpus.repetitions().seconds(run.work());
            cumulative.put(run.stage(), seconds);
            rows.add(stage(corpus, run.stage(), seconds - cumulative.getOrDefault(run.after(), 0.0)));
        }
        rows.add(stage(corpus, "quality", whole[2]));
        return rows;
    }

    /** Returns the seconds, the number of examples, and the seconds of the quality tables of one run. */
    private double[] prepare(BenchmarkCorpus corpus) {
        var folder = new Path(corpus.scratch(), "prepare");
        Map<String, Long> begun = new HashMap<>();
        long start = System.nanoTime();
        try {
            Prepared prepared = Preparation.of(corpus.config())
                    .run(corpus.spark(), folder, phase -> begun.put(phase, System.nanoTime()));
            long end = System.nanoTime();
            long examples = prepared.examples(Documents.TRAIN) + prepared.examples(Documents.VALIDATION);
            double quality = (end - begun.get(Preparation.QUALITY_PHASE)) * 1e-9;
            return new double[] {(end - start) * 1e-9, examples, quality};
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

    private static BenchmarkRow stage(BenchmarkCorpus corpus, String stage, double seconds) {
        return row(corpus, Math.max(seconds, 0)).with(BenchmarkColumn.STAGE, stage);
    }

    private static BenchmarkRow row(BenchmarkCorpus corpus, double seconds) {
        return BenchmarkRow.of("prepare")
                .withRate(BenchmarkColumn.MEGABYTES_PER_SECOND, corpus.megabytes(), seconds)
                .with(BenchmarkColumn.SECONDS, seconds)
                .with(BenchmarkColumn.THREADS, corpus.threads());
    }
}
