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
 * The text that all parts of text are measured on.
 *
 * @param spark the session
 * @param config all sections
 * @param megabytes size of the documents as UTF-8, in 10^6 bytes
 * @param scratch a folder for intermediate output; each part removes what it writes there
 */
public record BenchmarkCorpus(SparkSession spark, RunConfig config, double megabytes, Path scratch) {
    private static final double MEGABYTE = 1e6;

    /** Measures the size of the corpus of {@code config} with a Spark job. */
    public static BenchmarkCorpus of(SparkSession spark, RunConfig config, Path scratch) {
        long bytes = documents(spark, config)
                .select(coalesce(sum(expr("octet_length(%s)".formatted(Documents.TEXT))), lit(0L)))
                .first()
                .getLong(0);
        return new BenchmarkCorpus(spark, config, bytes / MEGABYTE, scratch);
    }

    /** Returns {@code config}, with generated stories if it names neither files nor a generator. */
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

    /** Plans the documents anew, so that every measurement reads them. */
    Dataset<Row> documents() {
        return documents(spark, config);
    }

    private static Dataset<Row> documents(SparkSession spark, RunConfig config) {
        return new ReadDocuments(config.corpus(), config.seed()).plan(spark);
    }

    /** Returns the first documents, up to the configured sample size and at least one. */
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

    /** Returns the size of {@code texts} in 10^6 bytes of UTF-8. */
    static double megabytes(List<String> texts) {
        return texts.stream().mapToLong(BenchmarkCorpus::utf8).sum() / MEGABYTE;
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Returns the language of the text; {@code generated} for generated text. */
    String language() {
        return config.corpus().generator().kind() == GeneratorConfig.Kind.NONE
                ? config.corpus().language()
                : "generated";
    }

    /** Returns the number of tasks that run concurrently. */
    int threads() {
        return spark.sparkContext().defaultParallelism();
    }

    Repetitions repetitions() {
        return Repetitions.of(config.benchmark());
    }
}
