package cloze.benchmark;

import cloze.config.VocabularyConfig;
import cloze.vocabulary.CountWords;
import cloze.vocabulary.TrainVocabulary;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Measures the training of a vocabulary on the corpus: reading and counting words in Spark tasks, merging on the
 * driver, and both together.
 */
record VocabularyBenchmark() implements Benchmark {
    @Override
    public List<BenchmarkRow> run(BenchmarkCorpus corpus) {
        VocabularyConfig config = corpus.config().vocabulary();
        double[] seconds = corpus.repetitions().medians(() -> countAndMerge(corpus, config));
        return List.of(
                row(corpus, seconds[2]).with(BenchmarkColumn.THREADS, corpus.threads()),
                row(corpus, seconds[0])
                        .with(BenchmarkColumn.STAGE, "count words")
                        .with(BenchmarkColumn.THREADS, corpus.threads()),
                row(corpus, seconds[1]).with(BenchmarkColumn.STAGE, "merge").with(BenchmarkColumn.THREADS, 1));
    }

    /** Returns the seconds of counting, of merging, and of both. */
    private static double[] countAndMerge(BenchmarkCorpus corpus, VocabularyConfig config) {
        Dataset<Row> words =
                CountWords.ofDocuments(config).apply(corpus.documents()).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            double counting = Repetitions.time(() -> Discard.drain(words));
            double merging = Repetitions.time(() -> new TrainVocabulary(config).from(words));
            return new double[] {counting, merging, counting + merging};
        } finally {
            words.unpersist(true);
        }
    }

    private static BenchmarkRow row(BenchmarkCorpus corpus, double seconds) {
        return BenchmarkRow.of("vocabulary")
                .withRate(BenchmarkColumn.MEGABYTES_PER_SECOND, corpus.megabytes(), seconds)
                .with(BenchmarkColumn.SECONDS, seconds);
    }
}
