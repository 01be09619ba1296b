package cloze.network;

import cloze.random.Seeds;
import cloze.shard.Minibatch;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Made-up minibatches for tests of the network and of its training. */
public final class Minibatches {
    private Minibatches() {}

    /** Ragged examples of random pieces; about one position in six is masked, never [CLS]. */
    public static Minibatch random(int examples, int width, int vocabulary, long seed) {
        SplittableRandom random = Seeds.forRow(seed, "test minibatch");
        int[] ids = new int[examples * width];
        int[] segments = new int[examples * width];
        int[] lengths = new int[examples];
        int[] labels = new int[examples];
        int[] masked = new int[examples * width];
        int[] originals = new int[examples * width];
        int count = 0;
        for (int example = 0; example < examples; example++) {
            lengths[example] = example == 0 ? width : random.nextInt(Math.max(3, width / 2), width + 1);
            labels[example] = random.nextInt(2);
            for (int t = 0; t < lengths[example]; t++) {
                int position = example * width + t;
                ids[position] = random.nextInt(vocabulary);
                segments[position] = t > lengths[example] / 2 ? 1 : 0;
                if (t > 0 && random.nextInt(6) == 0) {
                    masked[count] = position;
                    originals[count++] = random.nextInt(vocabulary);
                }
            }
        }
        return new Minibatch(
                examples,
                width,
                ids,
                segments,
                lengths,
                Arrays.copyOf(masked, count),
                Arrays.copyOf(originals, count),
                labels,
                seed);
    }

    /** The same examples with nothing masked. */
    public static Minibatch unmasked(Minibatch minibatch) {
        return new Minibatch(
                minibatch.batchSize(),
                minibatch.sequenceLength(),
                minibatch.inputIds(),
                minibatch.segmentIds(),
                minibatch.lengths(),
                new int[] {-1},
                new int[] {0},
                minibatch.nextSentenceLabels(),
                minibatch.key());
    }

    /** The same examples under another key. */
    public static Minibatch withKey(Minibatch minibatch, long key) {
        return new Minibatch(
                minibatch.batchSize(),
                minibatch.sequenceLength(),
                minibatch.inputIds(),
                minibatch.segmentIds(),
                minibatch.lengths(),
                minibatch.maskedPositions(),
                minibatch.maskedIds(),
                minibatch.nextSentenceLabels(),
                key);
    }

    /** The same examples with three more columns of padding, and all padding replaced by {@code filler}. */
    public static Minibatch padded(Minibatch minibatch, int filler) {
        int width = minibatch.sequenceLength();
        int wider = width + 3;
        int[] ids = new int[minibatch.batchSize() * wider];
        int[] segments = new int[ids.length];
        Arrays.fill(ids, filler);
        Arrays.fill(segments, 1);
        for (int example = 0; example < minibatch.batchSize(); example++) {
            int length = minibatch.lengths()[example];
            System.arraycopy(minibatch.inputIds(), example * width, ids, example * wider, length);
            System.arraycopy(minibatch.segmentIds(), example * width, segments, example * wider, length);
        }
        int[] masked = Arrays.stream(minibatch.maskedPositions())
                .map(position -> position / width * wider + position % width)
                .toArray();
        return new Minibatch(
                minibatch.batchSize(),
                wider,
                ids,
                segments,
                minibatch.lengths(),
                masked,
                minibatch.maskedIds(),
                minibatch.nextSentenceLabels(),
                minibatch.key());
    }
}
