package cloze.benchmark;

import cloze.config.VocabularyConfig;
import cloze.dataset.Documents;
import cloze.token.IdBuffer;
import cloze.token.TextEncoder;
import cloze.token.Tokenizer;
import cloze.vocabulary.CountWords;
import cloze.vocabulary.TrainVocabulary;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.VocabularyFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Measures the tokenizer on one thread, one row per language: the corpus, and the bundled texts in other scripts. As in
 * a Spark task, each pass over a text has a new encoder with an empty word cache; the code is already compiled.
 *
 * <p>The bundled texts are short and repeated, so nearly all their words are cached. Chinese and Japanese have no
 * spaces, and are divided anew each time. The vocabulary is the configured file; without one, each text has a
 * vocabulary trained on itself.
 */
record TokenizerBenchmark() implements Benchmark {
    /**
     * Bundled texts are repeated up to this size, in 10^6 bytes, so that the cost of a new encoder's tables is
     * negligible.
     */
    private static final double LEAST_MEGABYTES = 2;

    @Override
    public List<BenchmarkRow> run(BenchmarkCorpus corpus) {
        List<BenchmarkRow> rows = new ArrayList<>();
        VocabularyConfig config = corpus.config().vocabulary();
        rows.add(measure(
                corpus, corpus.language(), corpus.sample(), tokenizer(corpus.spark(), config, corpus.documents())));
        for (Map.Entry<String, String> text : LanguageTexts.all().entrySet()) {
            List<String> lines = text.getValue().lines().toList();
            Tokenizer tokenizer = tokenizer(corpus.spark(), roomy(config), asDocument(corpus.spark(), text.getValue()));
            rows.add(measure(corpus, text.getKey(), repeated(lines), tokenizer));
        }
        return rows;
    }

    private static BenchmarkRow measure(
            BenchmarkCorpus corpus, String language, List<String> texts, Tokenizer tokenizer) {
        double least = corpus.config().benchmark().minSeconds();
        double megabytes = BenchmarkCorpus.megabytes(texts);
        double[] medians = corpus.repetitions().medians(() -> passes(texts, tokenizer, least));
        double secondsPerPass = medians[0];
        double tokensPerPass = medians[1];
        return BenchmarkRow.of("tokenizer")
                .with(BenchmarkColumn.LANGUAGE, language)
                .withRate(BenchmarkColumn.MEGABYTES_PER_SECOND, megabytes, secondsPerPass)
                .withRate(BenchmarkColumn.TOKENS_PER_SECOND, tokensPerPass, secondsPerPass)
                .with(BenchmarkColumn.SECONDS, medians[2])
                .with(BenchmarkColumn.THREADS, 1);
    }

    /**
     * Tokenizes {@code texts} for at least {@code least} seconds. Returns the seconds and tokens per pass, and the
     * total seconds.
     */
    private static double[] passes(List<String> texts, Tokenizer tokenizer, double least) {
        var ids = new IdBuffer();
        long tokens = 0;
        int passes = 0;
        long start = System.nanoTime();
        double seconds;
        do {
            TextEncoder encoder = tokenizer.encoder();
            for (String text : texts) {
                ids.clear();
                encoder.encode(text, ids);
                tokens += ids.size();
            }
            passes++;
            seconds = (System.nanoTime() - start) * 1e-9;
        } while (seconds < least);
        return new double[] {seconds / passes, (double) tokens / passes, seconds};
    }

    private static Tokenizer tokenizer(SparkSession spark, VocabularyConfig config, Dataset<Row> documents) {
        return Tokenizer.of(vocabulary(spark, config, documents), config);
    }

    private static Vocabulary vocabulary(SparkSession spark, VocabularyConfig config, Dataset<Row> documents) {
        if (!config.isTrained()) {
            return VocabularyFile.at(config.file()).read(spark.sparkContext().hadoopConfiguration());
        }
        Dataset<Row> words = CountWords.ofDocuments(config).apply(documents).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return new TrainVocabulary(config).from(words);
        } finally {
            words.unpersist();
        }
    }

    /** Returns the configured rules for the bundled texts, with a size that fits any alphabet. */
    private static VocabularyConfig roomy(VocabularyConfig config) {
        return config.ofAnyAlphabet(30_522);
    }

    private static Dataset<Row> asDocument(SparkSession spark, String text) {
        return spark.createDataFrame(
                List.of(RowFactory.create("text", Documents.TRAIN, text)), Documents.CONTRACT.schema());
    }

    private static List<String> repeated(List<String> lines) {
        int times = (int) Math.ceil(LEAST_MEGABYTES / BenchmarkCorpus.megabytes(lines));
        List<String> repeated = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            repeated.addAll(lines);
        }
        return repeated;
    }
}
