package cloze.jobs;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import cloze.benchmark.ExampleSupply;
import cloze.benchmark.ExampleSupply.Supplied;
import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.dataset.SentencePairs;
import cloze.train.epoch.ShardSources;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** What the training benchmark fits: the examples of a prepare output where one is named, random tokens otherwise. */
final class BenchmarkExamples {
    private BenchmarkExamples() {}

    /** Fails where {@code config} names examples that cannot be read, or are longer than the network allows. */
    static void check(SparkSession spark, RunConfig config) {
        NetworkConfig network = config.network();
        if (config.prepared().isEmpty()) {
            network.requireRoomFor(config.examples().maxSeqLength(), 0);
        } else {
            var examples = Examples.open(spark, config.prepared());
            network.requireRoomFor(examples.config().maxSeqLength(), 0);
        }
    }

    /** @param scratch where shards go */
    static ExampleSupply supply(SparkSession spark, RunConfig config, Path scratch) {
        ExampleSupply random = ExampleSupply.random(config.seed());
        if (config.prepared().isEmpty()) {
            return random;
        }
        var examples = Examples.open(spark, config.prepared());
        int pieces = examples.vocabulary().size();
        long count = examples.pairs(Documents.TRAIN).count();
        double tokens = examples.pairs(Documents.TRAIN)
                .select(avg(size(col(SentencePairs.TOKEN_IDS))))
                .first()
                .getDouble(0);
        return workload -> workload.isOfItsOwnExamples()
                ? random.of(workload)
                : new Supplied(
                        config.prepared(),
                        workload.withVocabSize(pieces),
                        new ShardSources(
                                spark,
                                new TrainingShards(
                                        List.of(examples),
                                        epoch -> 0,
                                        workload.training(),
                                        config.seed(),
                                        new Path(scratch, "shards-" + workload.name()))),
                        count,
                        tokens);
    }
}
