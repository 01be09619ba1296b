package cloze.pretrain;

import cloze.artifact.PreparedExamples;
import cloze.config.TrainingConfig;
import cloze.dataset.Documents;
import cloze.dataset.SentencePairs;
import cloze.dataset.Task;
import cloze.shard.MaskedExample;
import cloze.shard.Minibatch;
import cloze.shard.ShardReader;
import cloze.train.averaging.MinibatchSource;
import cloze.train.epoch.EpochSources;
import cloze.train.epoch.EpochWindow;
import cloze.train.plan.MinibatchReference;
import cloze.train.plan.PlannedRound;
import cloze.train.plan.TrainingPlan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * SHA-256 over the minibatches that the trainer fits, one per worker in the order of its steps, as deploy/python computes
 * it: each array of {@link Minibatch} as its length and its numbers, little-endian.
 *
 * @param minibatches number of minibatches of all workers
 * @param examples number of examples in them
 * @param sha256 one digest per worker, in hex
 */
record RunDigest(long minibatches, long examples, List<String> sha256) {

    /**
     * Computes the digest of a run.
     *
     * @param phases the prepare output, or one per length phase
     * @param shards an empty folder for the shards
     */
    static RunDigest of(List<PreparedExamples> phases, TrainingConfig training, long seed, Path shards) {
        var plan = new TrainingPlan(
                training,
                phases.stream().map(phase -> phase.count(Documents.TRAIN)).toList(),
                seed);
        var epochs = new TrainingShards(
                phases, plan::phaseOf, training, seed, new org.apache.hadoop.fs.Path(shards.toString()));
        var window = new EpochWindow(new Readers(epochs), plan, 0);
        List<MessageDigest> digests =
                Stream.generate(RunDigest::newDigest).limit(training.workers()).toList();
        long examples = 0;
        for (int index = 0; index < plan.rounds(); index++) {
            PlannedRound round = plan.round(index);
            var sources = window.of(round);
            for (int worker = 0; worker < training.workers(); worker++) {
                for (MinibatchReference reference : round.byWorker().get(worker)) {
                    add(MinibatchSource.load(sources, reference), digests.get(worker));
                }
            }
            examples += round.examples();
            window.checkpointed(round.minibatchesAfter());
        }
        epochs.finished();
        return new RunDigest(
                plan.minibatches(),
                examples,
                digests.stream().map(RunDigest::hex).toList());
    }

    /** Computes the digest of all validation examples as one minibatch, in the order of their ids. */
    static String ofHeldOut(PreparedExamples prepared) {
        List<MaskedExample> examples =
                prepared.masked(Documents.VALIDATION).orderBy(SentencePairs.EXAMPLE_ID).collectAsList().stream()
                        .map(MaskedExample::fromRow)
                        .toList();
        MessageDigest digest = newDigest();
        add(Minibatch.of(examples, 0), digest);
        return hex(digest);
    }

    private static void add(Minibatch minibatch, MessageDigest digest) {
        List<int[]> arrays = new ArrayList<>(List.of(
                minibatch.inputIds(),
                minibatch.segmentIds(),
                minibatch.starts(),
                minibatch.maskedRows(),
                minibatch.maskedIds(),
                minibatch.labels(Task.NEXT_SENTENCE)));
        for (int[] array : arrays) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(Integer.BYTES * (1 + array.length)).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putInt(array.length).asIntBuffer().put(array);
            digest.update(bytes.array());
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Reads minibatches in this process, of one epoch at a time. */
    private static final class Readers implements EpochSources {
        private final TrainingShards shards;

        Readers(TrainingShards shards) {
            this.shards = shards;
        }

        @Override
        public MinibatchSource forEpoch(int epoch) {
            var reader = new ShardReader(shards.forEpoch(epoch), new Configuration());
            return reader::minibatch;
        }

        @Override
        public void finished(int epoch) {
            shards.finished(epoch);
        }
    }
}
