package cloze.pretrain;

import cloze.artifact.PreparedExamples;
import cloze.config.TrainingConfig;
import cloze.dataset.Documents;
import cloze.mask.MaskTokens;
import cloze.shard.LengthBins;
import cloze.shard.ShardSet;
import cloze.shard.WriteShards;
import cloze.train.epoch.EpochShards;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes the training examples of each epoch as shards in their own order, with their own masks unless masks are
 * stored. The shards of an epoch are written when its first minibatch is due, and deleted once its last minibatch is
 * covered by a checkpoint.
 */
public final class TrainingShards implements EpochShards {
    private final List<PreparedExamples> phases;
    private final IntUnaryOperator phaseOf;
    private final TrainingConfig training;
    private final long seed;
    private final Path folder;
    private final Vocabulary vocabulary;
    private final Configuration hadoop;

    /**
     * @param phases the examples of each length phase, all with the same vocabulary
     * @param phaseOf maps an epoch to its phase
     * @param training the training section
     * @param folder the folder of the shards
     */
    public TrainingShards(
            List<PreparedExamples> phases, IntUnaryOperator phaseOf, TrainingConfig training, long seed, Path folder) {
        this.phases = List.copyOf(phases);
        this.phaseOf = phaseOf;
        this.training = training;
        this.seed = seed;
        this.folder = folder;
        PreparedExamples first = phases.get(0);
        this.vocabulary = first.vocabulary();
        this.hadoop = first.spark().sparkContext().hadoopConfiguration();
    }

    @Override
    public ShardSet forEpoch(int epoch) {
        PreparedExamples examples = phases.get(phaseOf.applyAsInt(epoch));
        Dataset<Row> masked = examples.isFrozen()
                ? examples.masked(Documents.TRAIN)
                : MaskTokens.ofEpoch(epoch, examples.config(), vocabulary, seed).apply(examples.pairs(Documents.TRAIN));
        int files = examples.spark().sparkContext().defaultParallelism();
        return new WriteShards(seed, epoch, files, bins(examples))
                .write(masked, path(epoch).toString());
    }

    private LengthBins bins(PreparedExamples examples) {
        List<Long> limits = examples.config().bins();
        return limits.isEmpty() ? LengthBins.NONE : new LengthBins(limits, training.lengthBinBlock());
    }

    @Override
    public void finished(int epoch) {
        delete(path(epoch));
    }

    /**
     * Deletes the folder of the shards, with those of a last epoch that was not used up. Called when the run is
     * complete.
     */
    public void finished() {
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
