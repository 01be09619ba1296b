package cloze.train;

import cloze.config.NetworkConfig;
import cloze.config.TrainingConfig;
import cloze.random.Seeds;
import cloze.shard.Minibatch;
import cloze.testing.TinyNetwork;
import cloze.train.averaging.InitialParameters;
import cloze.train.averaging.MinibatchSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A run of seconds: a tiny network and examples made up from their numbers. */
public final class TinyRun {
    static final int PIECES = TinyNetwork.PIECES;

    /** 22 examples in minibatches of 4: 6 per epoch, the last of 2. */
    public static final long EXAMPLES = 22;

    public static final NetworkConfig NETWORK = TinyNetwork.NETWORK;

    private TinyRun() {}

    /** 3 steps per round. */
    public static TrainingConfig training(int workers, int epochs, String... more) {
        String[] settings = {
            "workers=" + workers,
            "epochs=" + epochs,
            "train-batch-size=4",
            "averaging-frequency=3",
            "learning-rate=1e-2",
            "warmup-proportion=0.2",
            "checkpoint-every=2",
            "keep-checkpoints=2"
        };
        return TrainingSettings.of(TrainingSettings.joined(settings, more));
    }

    public static PretrainingRequest request(int workers, int epochs, String output) {
        return request(training(workers, epochs), output);
    }

    public static PretrainingRequest request(TrainingConfig training, String output) {
        return new PretrainingRequest(
                NETWORK,
                training,
                11,
                List.of(EXAMPLES),
                new InitialParameters.Drawn(NETWORK, 11),
                output,
                "fingerprint");
    }

    /** The examples of one epoch: masks differ between epochs. */
    public record Examples(int epoch) implements MinibatchSource {
        @Override
        public Minibatch load(long from, long to, long key) {
            int batch = (int) (to - from);
            int length = 6 + (int) (from % 3);
            var inputIds = IntStream.builder();
            var segmentIds = IntStream.builder();
            var rows = IntStream.builder();
            var ids = IntStream.builder();
            int[] starts = new int[batch + 1];
            int[] labels = new int[batch];
            for (int example = 0; example < batch; example++) {
                SplittableRandom random = Seeds.forRow(3, "example", from + example);
                starts[example + 1] = starts[example] + length - example % 2;
                labels[example] = random.nextInt(2);
                for (int position = 0; position < length - example % 2; position++) {
                    int id = 5 + random.nextInt(PIECES - 5);
                    boolean isMasked = position == 1 + (epoch + example) % 3;
                    inputIds.add(isMasked ? 4 : id);
                    segmentIds.add(position < 3 ? 0 : 1);
                    if (isMasked) {
                        rows.add(starts[example] + position);
                        ids.add(id);
                    }
                }
            }
            return new Minibatch(
                    inputIds.build().toArray(),
                    segmentIds.build().toArray(),
                    starts,
                    rows.build().toArray(),
                    ids.build().toArray(),
                    labels,
                    key);
        }
    }
}
