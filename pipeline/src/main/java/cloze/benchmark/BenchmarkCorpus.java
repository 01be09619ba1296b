package cloze.benchmark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import cloze.config.CorpusConfig;
import cloze.config.GeneratorConfig;
import cloze.config.RunConfig;
import cloze.corpus.ReadDocuments;
import cloze.dataset.Documents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The text everything is measured on.
 *
 * @param spark the session
 * @param config all sections
 * @param megabytes size of the documents as UTF-8, in 10^6 bytes
 * @param scratch a folder for what is written on the way; the parts remove what they leave there
 */
public record BenchmarkCorpus(SparkSession spark, RunConfig config, double megabytes, Path scratch) {
    private static final double MEGABYTE = 1e6;

    /** Sizes up the corpus of {@code config}: runs a Spark job. */
    public static BenchmarkCorpus of(SparkSession spark, RunConfig config, Path scratch) {
        long bytes = documents(spark, config)
                .select(coalesce(sum(expr("octet_length(%s)".formatted(Documents.TEXT))), lit(0L)))
                .first()
                .getLong(0);
        return new BenchmarkCorpus(spark, config, bytes / MEGABYTE, scratch);
    }

    /** {@code config}, with generated stories where it names neither files nor a generator. */
    public static RunConfig withText(RunConfig config) {
        CorpusConfig corpus = config.corpus();
        GeneratorConfig generator = corpus.generator();
        if (!corpus.input().isEmpty() || generator.kind() != GeneratorConfig.Kind.NONE) {
            return config;
        }
        return config.withCorpus(corpus.generated(new GeneratorConfig(
                GeneratorConfig.Kind.STORIES,
                generator.documents(),
                generator.distinctWords(),
                generator.pairLength())));
    }

    /** The documents, planned anew: a benchmark reads them each time. */
    Dataset<Row> documents() {
        return documents(spark, config);
    }

    private static Dataset<Row> documents(SparkSession spark, RunConfig config) {
        return new ReadDocuments(config.corpus(), config.seed()).plan(spark);
    }

    /** The first documents, up to the configured sample and at least one. */
    List<String> sample() {
        double most = config.benchmark().sampleMegabytes() * MEGABYTE;
        List<String> texts = new ArrayList<>();
        long bytes = 0;
        Iterator<Row> rows = documents().select(col(Documents.TEXT)).toLocalIterator();
        while (rows.hasNext() && bytes < most) {
            String text = rows.next().getString(0);
            texts.add(text);
            bytes += utf8(text);
        }
        return texts;
    }

    /** Size of {@code texts} in 10^6 bytes of UTF-8. */
    static double megabytes(List<String> texts) {
        return texts.stream().mapToLong(BenchmarkCorpus::utf8).sum() / MEGABYTE;
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The language of the text: generated text is in none. */
    String language() {
        return config.corpus().generator().kind() == GeneratorConfig.Kind.NONE
                ? config.corpus().language()
                : "generated";
    }

    /** How many tasks run at a time. */
    int threads() {
        return spark.sparkContext().defaultParallelism();
    }

    Repetitions repetitions() {
        return Repetitions.of(config.benchmark());
    }
}
