package cloze.network.block;

import cloze.dataset.Score;
import cloze.network.kernel.Kernels;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.parameter.Vector;
import cloze.parallel.ParallelFor;
import java.util.Arrays;

/**
 * Soft-max cross-entropy of rows of logits with one label each. Logits arrive in blocks of adjacent classes, so that
 * one thread of the {@link ParallelFor} processes a block while it is in the cache. Each block has its own largest
 * logit and sum of exponentials; they are merged in the order of the blocks (Milakov and Gimelshein 2018, online
 * normaliser calculation).
 *
 * <p>For evaluation it keeps per row the unweighted loss in nats and the class with the largest logit.
 */
public final class Classification {
    private final int width;
    private final ParallelFor.PerThread<Desk> desks;
    private final BlockSums[] blocks;
    private int[] labels = new int[0];
    private float[] labelLogits = new float[0];
    private float[] largest = new float[0];
    private double[] sums = new double[0];
    private float[] losses = new float[0];
    private int[] predictions = new int[0];
    private boolean[] hits = new boolean[0];

    /** Buffers of one thread. */
    private static final class Desk {
        final Kernels kernels = Kernels.chosen();
        final float[] values;

        /** Biases of the block, later their gradients. */
        final float[] vector;

        Desk(int width) {
            values = new float[width];
            vector = new float[width];
        }
    }

    /**
     * Per row of one block: the largest logit and its class, and the sum of the exponentials of the logits minus the
     * largest.
     */
    private static final class BlockSums {
        float[] largest = new float[0];
        int[] best = new int[0];
        double[] sums = new double[0];

        void room(int rows) {
            if (largest.length < rows) {
                largest = new float[rows];
                best = new int[rows];
                sums = new double[rows];
            }
        }
    }

    /** @param width number of classes per block; the last block may have fewer */
    Classification(int classes, int width) {
        this.width = width;
        desks = new ParallelFor.PerThread<>(() -> new Desk(width));
        blocks = new BlockSums[(classes + width - 1) / width];
        Arrays.setAll(blocks, index -> new BlockSums());
    }

    /** Begins with rows of {@code labels}. All blocks must follow, in any order. */
    void begin(int[] labels) {
        this.labels = labels;
        int rows = labels.length;
        labelLogits = new float[rows];
        desks.forAll();
        for (BlockSums block : blocks) {
            block.room(rows);
        }
    }

    /**
     * Adds a block of {@code logits} [rows, classes of the block] without {@code bias}. In training the logits are
     * overwritten by values that {@link #differentiate} turns into gradients.
     *
     * @param member the calling member of the {@link ParallelFor}
     * @param index index of the block
     * @param bias bias of all classes, already loaded
     */
    void add(int member, int index, Matrix logits, Vector bias, ForwardMode pass) {
        Desk desk = desks.of(member);
        BlockSums block = blocks[index];
        int first = index * width;
        int count = logits.columns();
        System.arraycopy(bias.values(), first, desk.vector, 0, count);
        for (int row = 0; row < labels.length; row++) {
            logits.read(row, desk.values);
            int best = desk.kernels.addAndFindLargest(desk.values, desk.vector, count);
            block.best[row] = first + best;
            block.largest[row] = desk.values[best];
            if (isLabelIn(row, first, count)) {
                labelLogits[row] = desk.values[labels[row] - first];
            }
            block.sums[row] = desk.kernels.exponentials(desk.values, block.largest[row], count);
            if (pass == ForwardMode.TRAINING) {
                logits.write(row, desk.values);
            }
        }
    }

    private boolean isLabelIn(int row, int first, int count) {
        return labels[row] >= first && labels[row] < first + count;
    }

    /** Merges the blocks. Called after all blocks have been added. */
    void end() {
        int rows = labels.length;
        largest = new float[rows];
        sums = new double[rows];
        losses = new float[rows];
        predictions = new int[rows];
        hits = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            largest[row] = Float.NEGATIVE_INFINITY;
            for (BlockSums block : blocks) {
                join(row, block);
            }
            losses[row] = (float) (Math.log(sums[row]) + ((double) largest[row] - labelLogits[row]));
            hits[row] = predictions[row] == labels[row];
        }
    }

    private void join(int row, BlockSums block) {
        float found = block.largest[row];
        if (found <= largest[row]) {
            sums[row] += block.sums[row] * Math.exp((double) found - largest[row]);
        } else {
            // NaN also takes this branch, and makes the sum NaN.
            sums[row] = sums[row] * Math.exp((double) largest[row] - found) + block.sums[row];
            largest[row] = found;
            predictions[row] = block.best[row];
        }
    }

    /**
     * Turns a block that {@link #add} has overwritten in training into the gradients of the logits, for {@code weight}
     * times the sum of the losses. Sums its columns into the gradient of the bias.
     */
    void differentiate(int member, int index, Matrix logits, Vector bias, float weight) {
        Desk desk = desks.of(member);
        int first = index * width;
        int count = logits.columns();
        Arrays.fill(desk.vector, 0, count, 0);
        for (int row = 0; row < labels.length; row++) {
            logits.read(row, desk.values);
            double share = Math.exp((double) blocks[index].largest[row] - largest[row]) / sums[row];
            desk.kernels.scaleAndAdd(desk.values, (float) (weight * share), desk.vector, count);
            if (isLabelIn(row, first, count)) {
                desk.values[labels[row] - first] -= weight;
                desk.vector[labels[row] - first] -= weight;
            }
            logits.write(row, desk.values);
        }
        System.arraycopy(desk.vector, 0, bias.gradient(), first, count);
    }

    /** Returns the label of each row, as passed to {@link #begin}. */
    public int[] labels() {
        return labels;
    }

    public float[] losses() {
        return losses;
    }

    public int[] predictions() {
        return predictions;
    }

    public boolean[] hits() {
        return hits;
    }

    /** Returns the score over all rows. */
    public Score score() {
        double loss = 0;
        int correct = 0;
        for (int row = 0; row < losses.length; row++) {
            loss += losses[row];
            correct += hits[row] ? 1 : 0;
        }
        return new Score(loss, correct, losses.length);
    }
}
