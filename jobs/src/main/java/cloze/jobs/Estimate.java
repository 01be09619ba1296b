package cloze.jobs;

import cloze.artifact.Corpus;
import cloze.artifact.InputSize;
import cloze.config.CorpusConfig;
import cloze.config.ExamplesConfig;
import cloze.config.RunConfig;
import cloze.jobs.command.Console;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/** How long the passes over text take, for dry runs: the text's size over a rate per core that deploy/benchmark.sh measures for a machine. */
final class Estimate {
    /** A session, its first job, the compilation of what runs often. */
    private static final double START_SECONDS = 10;

    /** Generated documents are short stories, or a pair of uniform words. */
    private static final double BYTES_OF_A_GENERATED_DOCUMENT = 1000;

    /** English in pieces. */
    private static final double BYTES_OF_A_TOKEN = 4.5;

    /** Of an example's length: chunks end with a sentence, and some are cut short. */
    private static final double FILLED = 0.8;

    private Estimate() {}

    /** Cores that Spark can use now. */
    static int cores(SparkSession spark) {
        return Math.max(1, spark.sparkContext().defaultParallelism());
    }

    /** About as many bytes of text as the corpus has. */
    static double textBytes(SparkSession spark, RunConfig config) {
        CorpusConfig corpus = config.corpus();
        return Corpus.isGenerated(corpus)
                ? corpus.generator().documents() * BYTES_OF_A_GENERATED_DOCUMENT
                : InputSize.of(spark.sparkContext().hadoopConfiguration(), corpus.paths())
                        .text();
    }

    /**
     * About as many training examples as the corpus makes: windows of each document, or text over what fills an example. Length phases have
     * examples of their own, and are estimated as if they had these.
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

    /** A line for a dry run. {@code rate} is in 10^6 bytes of text per second and core. */
    static String ofText(SparkSession spark, RunConfig config, double rate) {
        int cores = cores(spark);
        double seconds = START_SECONDS + textBytes(spark, config) / (rate * 1e6 * cores);
        return String.format(
                Locale.ROOT,
                "Estimated time: %s, assuming %.0f MB of text per second and core on %d core(s)",
                Console.duration(seconds),
                rate,
                cores);
    }
}
