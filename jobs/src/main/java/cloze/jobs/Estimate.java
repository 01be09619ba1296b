package cloze.jobs;

import cloze.artifact.Corpus;
import cloze.artifact.InputSize;
import cloze.config.ByteSize;
import cloze.config.CorpusConfig;
import cloze.config.ExamplesConfig;
import cloze.config.RunConfig;
import cloze.config.TrainingConfig;
import cloze.corpus.source.TableSizes;
import cloze.jobs.command.Console;
import java.util.Locale;
import java.util.OptionalLong;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Estimates the time of passes over text, for dry runs. Divides the size of the text by a rate per core that
 * deploy/benchmark.sh measures for a machine.
 */
final class Estimate {
    /** Start of the session, its first Spark job, and compilation of hot code. */
    private static final double START_SECONDS = 10;

    /** Rough mean: documents are short stories, or pairs of uniform words. */
    private static final double BYTES_OF_A_GENERATED_DOCUMENT = 1000;

    /** Typical of English text in word pieces. */
    private static final double BYTES_OF_A_TOKEN = 4.5;

    /** Share of an example's length that is used. Chunks end with a sentence, and some are truncated. */
    private static final double FILLED = 0.8;

    private Estimate() {}

    /** Returns the number of cores that Spark can use now, at least 1. */
    static int cores(SparkSession spark) {
        return Math.max(1, spark.sparkContext().defaultParallelism());
    }

    /** Returns the number of cores that the workers of a training use together: on a local master all, on a cluster one task's each. */
    static int coresOf(SparkSession spark, TrainingConfig training) {
        SparkContext context = spark.sparkContext();
        int ofTasks = training.workers() * context.getConf().getInt("spark.task.cpus", 1);
        return context.isLocal() ? cores(spark) : Math.min(cores(spark), ofTasks);
    }

    /** Estimates the text of the corpus in bytes, without tables of unknown size. */
    static double textBytes(SparkSession spark, RunConfig config) {
        CorpusConfig corpus = config.corpus();
        return Corpus.isGenerated(corpus)
                ? corpus.generator().documents() * BYTES_OF_A_GENERATED_DOCUMENT
                : InputSize.of(spark.sparkContext().hadoopConfiguration(), corpus.paths())
                                .text()
                        + TableSizes.of(spark, corpus).orElse(0);
    }

    /**
     * Estimates the number of training examples: one per generated document if each is a window, otherwise text size
     * over the text that fills an example. Length phases have their own examples, and are estimated as if they had
     * these.
     */
    static long trainingExamples(SparkSession spark, RunConfig config) {
        ExamplesConfig examples = config.examples();
        boolean windows = examples.pairing() == ExamplesConfig.Pairing.WINDOWS && Corpus.isGenerated(config.corpus());
        double pairs = windows
                ? config.corpus().generator().documents()
                : textBytes(spark, config) / (BYTES_OF_A_TOKEN * examples.maxSeqLength() * FILLED);
        double trained = 1 - config.corpus().validationFraction();
        return Math.max(1, Math.round(pairs * trained * examples.dupeFactor()));
    }

    /** Returns a line for a dry run. {@code rate} is in 10^6 bytes of text per second and core. */
    static String ofText(SparkSession spark, RunConfig config, double rate) {
        int cores = cores(spark);
        double seconds = START_SECONDS + textBytes(spark, config) / (rate * 1e6 * cores);
        return String.format(
                        Locale.ROOT,
                        "Estimated time: %s, assuming %.0f MB of text per second and core on %d core(s)",
                        Console.duration(seconds),
                        rate,
                        cores)
                + ofTables(spark, config.corpus());
    }

    /** Says how large the tables are; nothing if there are none. */
    private static String ofTables(SparkSession spark, CorpusConfig corpus) {
        if (corpus.tables().isEmpty()) {
            return "";
        }
        OptionalLong bytes = TableSizes.of(spark, corpus);
        String names = String.join(", ", TableSizes.named(corpus));
        return bytes.isPresent()
                ? ". By Spark's statistics, %s holds %s".formatted(names, new ByteSize(bytes.getAsLong()).shown())
                : ". The size of %s is unknown, and is not in the estimate".formatted(names);
    }
}
