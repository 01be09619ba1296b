package cloze.benchmark;

import cloze.random.Seeds;
import cloze.shard.Minibatch;
import cloze.train.averaging.MinibatchSource;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Examples of uniformly drawn tokens, all of the same length.
 *
 * @param pieces number of pieces to draw from
 * @param length number of tokens per example
 * @param masked number of evenly spaced masked positions per example
 */
record RandomMinibatches(long seed, int pieces, int length, int masked) implements MinibatchSource {
    @Override
    public Minibatch load(long from, long to, long key) {
        SplittableRandom random = Seeds.forRow(seed, "benchmark", from);
        int examples = (int) (to - from);
        int[] starts = new int[examples + 1];
        Arrays.setAll(starts, example -> example * length);
        int[] segments = new int[examples * length];
        int[] positions = new int[examples * masked];
        for (int i = 0; i < segments.length; i++) {
            segments[i] = 2 * (i % length) / length;
        }
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i / masked * length + 1 + i % masked * (length - 1) / masked;
        }
        return new Minibatch(
                random.ints(segments.length, 0, pieces).toArray(),
                segments,
                starts,
                positions,
                random.ints(positions.length, 0, pieces).toArray(),
                random.ints(examples, 0, 2).toArray(),
                key);
    }
}
