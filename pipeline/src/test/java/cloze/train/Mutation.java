package cloze.train;

import cloze.shard.Minibatch;
import cloze.train.plan.PlannedRound;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A way to break training that no exception tells of. */
enum Mutation {
    NONE,

    /** The training labels say the contrary. */
    LABELS_FLIPPED {
        @Override
        Minibatch ofTraining(Minibatch batch) {
            int[] flipped =
                    Arrays.stream(batch.pairLabels()).map(label -> 1 - label).toArray();
            return with(batch, batch.segmentIds(), batch.maskedRows(), flipped);
        }
    },

    /** Every token is of segment 0. */
    SEGMENTS_DROPPED {
        @Override
        Minibatch ofBoth(Minibatch batch) {
            int[] none = new int[batch.segmentIds().length];
            return with(batch, none, batch.maskedRows(), batch.pairLabels());
        }
    },

    /** Training asks for the hidden word one position before it. [CLS] is before every word, so there always is one. */
    POSITIONS_SHIFTED {
        @Override
        Minibatch ofTraining(Minibatch batch) {
            int[] shifted =
                    Arrays.stream(batch.maskedRows()).map(row -> row - 1).toArray();
            return with(batch, batch.segmentIds(), shifted, batch.pairLabels());
        }
    },

    /** The optimiser counts its steps from 0 in each round, and so stays at the beginning of the warm-up. */
    COUNTER_RESET {
        @Override
        PlannedRound of(PlannedRound round) {
            return new PlannedRound(round.index(), 0, round.stepsAfter(), round.minibatchesAfter(), round.byWorker());
        }
    },

    /**
     * Attention does not end with the example. The network computes no padding, so what an ignored mask would let in are the tokens that follow
     * in memory: those of the next examples, here as many as make each example twice as long as the longest.
     */
    ATTENTION_UNBOUNDED {
        @Override
        Minibatch ofBoth(Minibatch batch) {
            int wide = 2
                    * IntStream.range(0, batch.examples())
                            .map(batch::length)
                            .max()
                            .orElseThrow();
            int[] ids = new int[batch.examples() * wide];
            int[] segments = new int[ids.length];
            int[] starts = new int[batch.examples() + 1];
            int[] rows = batch.maskedRows().clone();
            int mask = 0;
            for (int b = 0; b < batch.examples(); b++) {
                starts[b + 1] = starts[b] + wide;
                int filled = 0;
                for (int example = b; filled < wide; example = (example + 1) % batch.examples()) {
                    int count = Math.min(batch.length(example), wide - filled);
                    int from = batch.starts()[example];
                    System.arraycopy(batch.inputIds(), from, ids, starts[b] + filled, count);
                    System.arraycopy(batch.segmentIds(), from, segments, starts[b] + filled, count);
                    filled += count;
                }
                for (; mask < rows.length && rows[mask] < batch.starts()[b + 1]; mask++) {
                    rows[mask] += starts[b] - batch.starts()[b];
                }
            }
            return new Minibatch(ids, segments, starts, rows, batch.maskedIds(), batch.pairLabels(), batch.key());
        }
    };

    /** What becomes of a minibatch on its way into training. */
    Minibatch ofTraining(Minibatch batch) {
        return ofBoth(batch);
    }

    /** What becomes of a minibatch on its way into the network, in training and in evaluation. */
    Minibatch ofBoth(Minibatch batch) {
        return batch;
    }

    /** What becomes of a round on its way to the trainer. */
    PlannedRound of(PlannedRound round) {
        return round;
    }

    private static Minibatch with(Minibatch batch, int[] segments, int[] rows, int[] labels) {
        return new Minibatch(batch.inputIds(), segments, batch.starts(), rows, batch.maskedIds(), labels, batch.key());
    }
}
