package cloze.jobs;

import cloze.config.ExamplesConfig;
import cloze.dataset.Documents;
import cloze.mask.MaskTokens;
import cloze.shard.ShardSet;
import cloze.shard.WriteShards;
import cloze.train.EpochShards;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The training examples of each epoch in an order of its own, with masks of its own unless they are stored. An epoch's shards are written when its first
 * minibatch is due and deleted when its last one is checkpointed.
 */
final class TrainingShards implements EpochShards {
    private final Examples examples;
    private final ExamplesConfig config;
    private final long seed;
    private final Path folder;
    private final Vocabulary vocabulary;
    private final Configuration hadoop;

    TrainingShards(Examples examples, ExamplesConfig config, long seed, Path folder) {
        this.examples = examples;
        this.config = config;
        this.seed = seed;
        this.folder = folder;
        this.vocabulary = examples.vocabulary();
        this.hadoop = examples.spark().sparkContext().hadoopConfiguration();
    }

    @Override
    public ShardSet forEpoch(int epoch) {
        Dataset<Row> masked = examples.isFrozen()
                ? examples.masked(Documents.TRAIN)
                : MaskTokens.ofEpoch(epoch, config, vocabulary, seed).apply(examples.pairs(Documents.TRAIN));
        int files = examples.spark().sparkContext().defaultParallelism();
        return new WriteShards(seed, epoch, files).write(masked, path(epoch).toString());
    }

    @Override
    public void finished(int epoch) {
        delete(path(epoch));
    }

    /** The run is done: a last epoch that was not used up goes, too. */
    void finished() {
        delete(folder);
    }

    private void delete(Path path) {
        try {
            path.getFileSystem(hadoop).delete(path, true);
        } catch (IOException e) {
            throw new UncheckedIOException("Deleting " + path, e);
        }
    }

    private Path path(int epoch) {
        return new Path(folder, "epoch-%04d".formatted(epoch));
    }
}
