package cloze.network;

import cloze.random.Seeds;
import cloze.shard.Minibatch;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Made-up minibatches for tests of the network and of its training. */
public final class Minibatches {
    private Minibatches() {}

    /** Ragged examples of up to {@code longest} random pieces; about one position in six is masked, never [CLS]. */
    public static Minibatch random(int examples, int longest, int vocabulary, long seed) {
        SplittableRandom random = Seeds.forRow(seed, "test minibatch");
        var ids = IntStream.builder();
        var segments = IntStream.builder();
        var masked = IntStream.builder();
        var originals = IntStream.builder();
        int[] starts = new int[examples + 1];
        int[] labels = new int[examples];
        for (int example = 0; example < examples; example++) {
            int length = example == 0 ? longest : random.nextInt(Math.max(3, longest / 2), longest + 1);
            starts[example + 1] = starts[example] + length;
            labels[example] = random.nextInt(2);
            for (int t = 0; t < length; t++) {
                ids.add(random.nextInt(vocabulary));
                segments.add(t > length / 2 ? 1 : 0);
                if (t > 0 && random.nextInt(6) == 0) {
                    masked.add(starts[example] + t);
                    originals.add(random.nextInt(vocabulary));
                }
            }
        }
        return new Minibatch(
                ids.build().toArray(),
                segments.build().toArray(),
                starts,
                masked.build().toArray(),
                originals.build().toArray(),
                labels,
                seed);
    }

    /** The same examples with nothing masked. */
    public static Minibatch unmasked(Minibatch minibatch) {
        return new Minibatch(
                minibatch.inputIds(),
                minibatch.segmentIds(),
                minibatch.starts(),
                new int[0],
                new int[0],
                minibatch.pairLabels(),
                minibatch.key());
    }

    /** The same examples under another key. */
    public static Minibatch withKey(Minibatch minibatch, long key) {
        return new Minibatch(
                minibatch.inputIds(),
                minibatch.segmentIds(),
                minibatch.starts(),
                minibatch.maskedRows(),
                minibatch.maskedIds(),
                minibatch.pairLabels(),
                key);
    }

    /** The same minibatch with other pieces in one example. */
    public static Minibatch withOtherPieces(Minibatch minibatch, int example, int vocabulary) {
        int[] ids = minibatch.inputIds().clone();
        for (int row = minibatch.starts()[example]; row < minibatch.starts()[example + 1]; row++) {
            ids[row] = (ids[row] + 1) % vocabulary;
        }
        return new Minibatch(
                ids,
                minibatch.segmentIds(),
                minibatch.starts(),
                minibatch.maskedRows(),
                minibatch.maskedIds(),
                minibatch.pairLabels(),
                minibatch.key());
    }
}
