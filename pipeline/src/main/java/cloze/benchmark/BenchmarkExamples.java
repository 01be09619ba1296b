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

/** What the training benchmark fits: the examples of a prepare output where one is named, random tokens otherwise. */
public final class BenchmarkExamples {
    /** The name of random tokens. */
    private static final String RANDOM = "random";

    private final RunConfig config;
    private final Path scratch;
    private final Optional<Counted> prepared;

    /** Prepared examples, how many there are and their tokens on average. */
    private record Counted(PreparedExamples examples, long count, double tokens) {}

    /**
     * Examples for a workload.
     *
     * @param name random, or where they are from
     * @param workload the workload, with the vocabulary of the examples
     * @param epochs the examples
     * @param count of an epoch
     * @param tokens of an example, on average
     */
    record Supplied(String name, Workload workload, EpochSources epochs, long count, double tokens) {
        /** Whether every example has all the tokens and masked positions that the workload speaks of. */
        boolean isFull() {
            return name.equals(RANDOM);
        }
    }

    private BenchmarkExamples(RunConfig config, Path scratch, Optional<Counted> prepared) {
        this.config = config;
        this.scratch = scratch;
        this.prepared = prepared;
    }

    /** Fails where {@code config} names examples that cannot be read, or are longer than the network allows. */
    public static void check(SparkSession spark, RunConfig config) {
        NetworkConfig network = config.network();
        int longest = config.prepared().isEmpty()
                ? config.examples().maxSeqLength()
                : PreparedExamples.open(spark, config.prepared()).config().maxSeqLength();
        network.requireRoomFor(longest, 0);
    }

    /**
     * The examples that {@code config} means; prepared ones are counted, which reads them.
     *
     * @param scratch where shards go
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

    /** For {@code workload}. */
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

    /** Examples of random tokens, as many as are asked for. */
    private Supplied random(Workload workload) {
        var minibatches = new RandomMinibatches(
                config.seed(), workload.network().vocabSize(), workload.length(), workload.masked());
        return new Supplied(RANDOM, workload, epoch -> minibatches, Long.MAX_VALUE >> 20, workload.length());
    }
}
