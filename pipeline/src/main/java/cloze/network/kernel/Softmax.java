package cloze.network.kernel;

/** Softmax over consecutive rows of an array. */
final class Softmax {
    private Softmax() {}

    /** Replaces {@code rows} rows of {@code width} scores by probabilities. Overwrites {@code scratch}. */
    static void apply(float[] values, float[] scratch, int rows, int width) {
        for (int row = 0; row < rows; row++) {
            int from = row * width;
            float largest = values[Rows.indexOfMax(values, from, from + width)];
            Rows.shift(values, -largest, from, from + width);
        }
        Exponential.apply(values, scratch, rows * width);
        for (int row = 0; row < rows; row++) {
            int from = row * width;
            float inverse = (float) (1 / Rows.sum(values, from, from + width));
            Rows.scale(values, inverse, from, from + width);
        }
    }

    /** Converts gradients of probabilities to gradients of scores, in place. */
    static void backward(float[] gradients, float[] probabilities, int rows, int width) {
        for (int row = 0; row < rows; row++) {
            int from = row * width;
            int to = from + width;
            float projection = (float) Rows.dot(gradients, probabilities, from, to);
            for (int i = from; i < to; i++) {
                gradients[i] = probabilities[i] * (gradients[i] - projection);
            }
        }
    }
}
