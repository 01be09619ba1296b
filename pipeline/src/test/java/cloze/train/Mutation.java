package cloze.train;

import cloze.shard.Minibatch;
import cloze.train.plan.PlannedRound;
import java.util.Arrays;

/** A way to break training that no exception tells of. */
enum Mutation {
    NONE,

    /** The training labels say the contrary. */
    LABELS_FLIPPED {
        @Override
        Minibatch ofTraining(Minibatch batch) {
            int[] flipped = Arrays.stream(batch.nextSentenceLabels())
                    .map(label -> 1 - label)
                    .toArray();
            return with(batch, batch.segmentIds(), batch.maskedPositions(), flipped);
        }
    },

    /** Every token is of segment 0. */
    SEGMENTS_DROPPED {
        @Override
        Minibatch ofBoth(Minibatch batch) {
            int[] none = new int[batch.segmentIds().length];
            return with(batch, none, batch.maskedPositions(), batch.nextSentenceLabels());
        }
    },

    /** Training asks for the hidden word one position before it. [CLS] is before every word, so there always is one. */
    POSITIONS_SHIFTED {
        @Override
        Minibatch ofTraining(Minibatch batch) {
            int[] shifted = Arrays.stream(batch.maskedPositions())
                    .map(position -> position - 1)
                    .toArray();
            return with(batch, batch.segmentIds(), shifted, batch.nextSentenceLabels());
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
     * in memory: those of the next examples, here as many as make each example twice the minibatch's width.
     */
    ATTENTION_UNBOUNDED {
        @Override
        Minibatch ofBoth(Minibatch batch) {
            int width = batch.sequenceLength();
            int wide = 2 * width;
            int[] ids = new int[batch.batchSize() * wide];
            int[] segments = new int[ids.length];
            int[] lengths = new int[batch.batchSize()];
            Arrays.fill(lengths, wide);
            for (int b = 0; b < batch.batchSize(); b++) {
                int filled = 0;
                for (int example = b; filled < wide; example = (example + 1) % batch.batchSize()) {
                    int count = Math.min(batch.lengths()[example], wide - filled);
                    System.arraycopy(batch.inputIds(), example * width, ids, b * wide + filled, count);
                    System.arraycopy(batch.segmentIds(), example * width, segments, b * wide + filled, count);
                    filled += count;
                }
            }
            int[] positions = Arrays.stream(batch.maskedPositions())
                    .map(position -> position / width * wide + position % width)
                    .toArray();
            return new Minibatch(
                    batch.batchSize(),
                    wide,
                    ids,
                    segments,
                    lengths,
                    positions,
                    batch.maskedIds(),
                    batch.nextSentenceLabels(),
                    batch.key());
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

    private static Minibatch with(Minibatch batch, int[] segments, int[] positions, int[] labels) {
        return new Minibatch(
                batch.batchSize(),
                batch.sequenceLength(),
                batch.inputIds(),
                segments,
                batch.lengths(),
                positions,
                batch.maskedIds(),
                labels,
                batch.key());
    }
}
