package cloze.benchmark;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import cloze.artifact.PreparedExamples;
import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.dataset.SentencePairs;
import cloze.pretrain.TrainingShards;
import cloze.train.epoch.EpochSources;
import cloze.train.epoch.ShardSources;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The examples for the training benchmark: those of a prepare output if one is configured, otherwise random tokens. */
public final class BenchmarkExamples {
    /** The name of random tokens in the table. */
    private static final String RANDOM = "random";

    private final RunConfig config;
    private final Path scratch;
    private final Optional<Counted> prepared;

    /** Prepared examples with their number and their mean number of tokens. */
    private record Counted(PreparedExamples examples, long count, double tokens) {}

    /**
     * Examples for a workload.
     *
     * @param name random, or the folder they come from
     * @param workload the workload, with the vocabulary of the examples
     * @param epochs sources of the examples
     * @param count number of examples in an epoch
     * @param tokens mean number of tokens per example
     */
    record Supplied(String name, Workload workload, EpochSources epochs, long count, double tokens) {
        /** Returns whether every example has the full number of tokens and masked positions of the workload. */
        boolean isFull() {
            return name.equals(RANDOM);
        }
    }

    private BenchmarkExamples(RunConfig config, Path scratch, Optional<Counted> prepared) {
        this.config = config;
        this.scratch = scratch;
        this.prepared = prepared;
    }

    /** Fails if {@code config} names examples that cannot be read, or that are too long for the network. */
    public static void check(SparkSession spark, RunConfig config) {
        NetworkConfig network = config.network();
        int longest = config.prepared().isEmpty()
                ? config.examples().maxSeqLength()
                : PreparedExamples.open(spark, config.prepared()).config().maxSeqLength();
        network.requireRoomFor(longest, 0);
    }

    /**
     * Opens the examples that {@code config} names. Prepared examples are read once to count them.
     *
     * @param scratch folder for shards
     */
    public static BenchmarkExamples of(SparkSession spark, RunConfig config, Path scratch) {
        Optional<Counted> prepared = Optional.of(config.prepared())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> counted(PreparedExamples.open(spark, folder)));
        return new BenchmarkExamples(config, scratch, prepared);
    }

    private static Counted counted(PreparedExamples examples) {
        long count = examples.pairs(Documents.TRAIN).count();
        double tokens = examples.pairs(Documents.TRAIN)
                .select(avg(size(col(SentencePairs.TOKEN_IDS))))
                .first()
                .getDouble(0);
        return new Counted(examples, count, tokens);
    }

    /** Returns the examples for {@code workload}. */
    Supplied of(Workload workload) {
        return prepared.filter(counted -> !workload.isOfItsOwnExamples())
                .map(counted -> fromPrepared(workload, counted))
                .orElseGet(() -> random(workload));
    }

    private Supplied fromPrepared(Workload workload, Counted counted) {
        PreparedExamples examples = counted.examples();
        var shards = new TrainingShards(
                List.of(examples),
                epoch -> 0,
                workload.training(),
                config.seed(),
                new Path(scratch, "shards-" + workload.name()));
        return new Supplied(
                config.prepared(),
                workload.withVocabSize(examples.vocabulary().size()),
                new ShardSources(examples.spark(), shards),
                counted.count(),
                counted.tokens());
    }

    /** Returns as many examples of random tokens as the workload needs. */
    private Supplied random(Workload workload) {
        var minibatches = new RandomMinibatches(
                config.seed(), workload.network().vocabSize(), workload.length(), workload.masked());
        return new Supplied(RANDOM, workload, epoch -> minibatches, Long.MAX_VALUE >> 20, workload.length());
    }
}
