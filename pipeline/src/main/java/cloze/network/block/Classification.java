package cloze.network.block;

import cloze.dataset.Score;
import cloze.network.kernel.Kernels;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.parameter.Vector;
import cloze.parallel.ParallelFor;
import java.util.Arrays;

/**
 * Soft-max cross-entropy of rows of logits against one label each. Logits come in blocks of neighbouring classes, so that a block is handled
 * while it is in the cache, by one thread of the {@link ParallelFor}: each block has a largest logit and a sum of exponentials of its own, which are
 * joined in the blocks' order (Milakov and Gimelshein 2018, online normaliser calculation).
 *
 * <p>Kept per row for evaluation: the loss in nats, before any weight, and the class with the largest logit.
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

    /** What a thread works with. */
    private static final class Desk {
        final Kernels kernels = Kernels.chosen();
        final float[] values;

        /** The block's biases, later their gradients. */
        final float[] vector;

        Desk(int width) {
            values = new float[width];
            vector = new float[width];
        }
    }

    /** What is known of the rows of one block: its largest logit and where it is, and the sum of the exponentials less it. */
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

    /** @param width classes of a block; the last one may have fewer */
    Classification(int classes, int width) {
        this.width = width;
        desks = new ParallelFor.PerThread<>(() -> new Desk(width));
        blocks = new BlockSums[(classes + width - 1) / width];
        Arrays.setAll(blocks, index -> new BlockSums());
    }

    /** Begins with rows of {@code labels}, all blocks of which follow, in any order. */
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
     * Takes in a block of {@code logits} [rows, classes of the block], which lack {@code bias} still. In training they are replaced by what
     * {@link #differentiate} makes gradients of.
     *
     * @param member of the {@link ParallelFor}, that does this
     * @param index the block's
     * @param bias loaded, of all classes
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

    /** Ends when all blocks are in. */
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
            // Not a number ends up here, too, and makes the sum none.
            sums[row] = sums[row] * Math.exp((double) largest[row] - found) + block.sums[row];
            largest[row] = found;
            predictions[row] = block.best[row];
        }
    }

    /**
     * Turns a block, as {@link #add} left it in training, into the gradients of the logits for {@code weight} times the sum of the losses, and
     * sums its columns into the bias's gradient.
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

    /** Of each row, as {@link #begin} was given them. */
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

    /** Of all rows together. */
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
