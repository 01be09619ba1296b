package cloze.network;

import cloze.network.kernel.Kernels;

/**
 * Soft-max cross-entropy of rows of logits against one label each.
 *
 * <p>Kept per row for evaluation: the loss in nats, before any weight, and the class with the largest logit.
 */
final class Classification {
    private final Kernels kernels = Kernels.chosen();
    private final float[] values;
    private int rows;
    private float[] losses = new float[0];
    private int[] predictions = new int[0];
    private boolean[] hits = new boolean[0];

    Classification(int classes) {
        values = new float[classes];
    }

    /**
     * Computes the losses of {@code logits} [rows, classes], which lack {@code bias} still. In training the logits are replaced by the
     * gradients of {@code weight} times the sum of the losses, and the bias's gradient is summed.
     */
    void apply(Matrix logits, Vector bias, int[] labels, float weight, Pass pass) {
        begin(logits.rows());
        bias.load();
        bias.clearGradient();
        for (int row = 0; row < rows; row++) {
            logits.read(row, values);
            int label = labels[row];
            int best = kernels.addAndFindLargest(values, bias.values(), values.length);
            float largest = values[best];
            double distance = (double) largest - values[label];
            double sum = kernels.exponentials(values, largest, values.length);
            losses[row] = (float) (Math.log(sum) + distance);
            predictions[row] = best;
            hits[row] = best == label;
            if (pass == Pass.TRAINING) {
                kernels.scaleAndAdd(values, (float) (weight / sum), bias.gradient(), values.length);
                values[label] -= weight;
                bias.gradient()[label] -= weight;
                logits.write(row, values);
            }
        }
    }

    private void begin(int count) {
        rows = count;
        losses = new float[count];
        predictions = new int[count];
        hits = new boolean[count];
    }

    /** Writes {@code weight} times each loss to {@code output} [rows, 1]. */
    void weighted(float weight, Matrix output) {
        for (int row = 0; row < rows; row++) {
            values[0] = losses[row] * weight;
            output.write(row, values);
        }
    }

    float[] losses() {
        return losses;
    }

    int[] predictions() {
        return predictions;
    }

    boolean[] hits() {
        return hits;
    }

    double lossSum() {
        double sum = 0;
        for (float loss : losses) {
            sum += loss;
        }
        return sum;
    }

    long hitCount() {
        long count = 0;
        for (boolean hit : hits) {
            count += hit ? 1 : 0;
        }
        return count;
    }

    int rows() {
        return rows;
    }
}
