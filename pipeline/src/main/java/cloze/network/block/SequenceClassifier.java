package cloze.network.block;

import static cloze.network.parameter.ParameterLayout.OUTPUT_BIAS;
import static cloze.network.parameter.ParameterLayout.OUTPUT_KERNEL;

import cloze.network.kernel.Rows;
import cloze.network.matrix.BatchInvariantPass;
import cloze.network.matrix.Blas;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.matrix.Scratch;
import cloze.network.parameter.Parameter;
import cloze.network.parameter.Parameters;
import cloze.network.parameter.Vector;

/** Classifies sequence rows: pooler, dropout, K logits, cross-entropy. */
final class SequenceClassifier {
    private final RowBlock pooler;
    private final Dropout dropout;
    private final Parameter kernel;
    private final Vector bias;
    private final int classes;
    private final Classification classification;
    private final Scratch logitMemory = new Scratch();
    private final Scratch droppedMemory = new Scratch();
    private final Scratch gradientMemory = new Scratch();
    private final BatchInvariantPass answering = new BatchInvariantPass();
    private final float[] values;
    private final long words;
    private Matrix read = logitMemory.matrix(1, 1);
    private Matrix logits = read;
    private float weight;
    private long key;

    /**
     * @param pooler precedes the output layer
     * @param parameters parameters of the head
     * @param dropout between the two, in training
     */
    SequenceClassifier(RowBlock pooler, Parameters parameters, Dropout dropout) {
        this.pooler = pooler;
        this.dropout = dropout;
        kernel = parameters.get(OUTPUT_KERNEL);
        bias = parameters.vector(OUTPUT_BIAS);
        classes = bias.values().length;
        classification = new Classification(classes, classes);
        values = new float[kernel.rows()];
        words = Dropout.words(values.length);
    }

    /**
     * Classifies {@code rows} [B, H], and returns the mean nll of {@code labels} [B] times {@code lossWeight}.
     *
     * @param minibatch key of the minibatch, for dropout
     */
    double forward(Matrix rows, int[] labels, double lossWeight, long minibatch, ForwardMode pass) {
        weight = (float) (lossWeight / rows.rows());
        key = Dropout.key(minibatch, Dropout.Place.CLASSIFIER, 0);
        project(rows, pass);
        classification.begin(labels);
        classification.add(0, 0, logits, bias, pass);
        classification.end();
        return weight * classification.score().lossSum();
    }

    /** Computes the logits of {@code rows} alone, with the same bits in any minibatch. */
    void answer(Matrix rows) {
        project(rows, answering);
    }

    private void project(Matrix rows, ForwardMode pass) {
        bias.load();
        Matrix pooled = pooler.forward(rows, pass);
        read = dropout.isActive(pass) ? dropped(pooled) : pooled;
        logits = logitMemory.matrix(rows.rows(), classes);
        pass.product(read, kernel.matrix(), logits);
    }

    /** Returns a copy, because the pooler's backward pass needs its own output. */
    private Matrix dropped(Matrix pooled) {
        Matrix copy = droppedMemory.matrix(pooled.rows(), values.length);
        for (int row = 0; row < pooled.rows(); row++) {
            pooled.read(row, values);
            dropout.apply(values, 0, values.length, key, row * words);
            copy.write(row, values);
        }
        return copy;
    }

    /** Writes the gradients of the head's parameters, and adds those of the rows to {@code rowGradient} [B, H]. */
    void backward(Matrix rowGradient) {
        classification.differentiate(0, 0, logits, bias, weight);
        bias.storeGradient();
        Blas.product(read.transposed(), logits, kernel.gradient());
        Matrix gradient = gradientMemory.matrix(logits.rows(), values.length);
        Blas.product(logits, kernel.matrix().transposed(), gradient);
        if (dropout.isActive(ForwardMode.TRAINING)) {
            for (int row = 0; row < gradient.rows(); row++) {
                gradient.read(row, values);
                dropout.apply(values, 0, values.length, key, row * words);
                gradient.write(row, values);
            }
        }
        pooler.backward(gradient, rowGradient);
    }

    Classification classification() {
        return classification;
    }

    /** Returns the logits [K] of row {@code row}, after a pass without a backward pass. */
    float[] logits(int row) {
        float[] found = new float[classes];
        logits.read(row, found);
        Rows.add(found, bias.values(), classes);
        return found;
    }

    void free() {
        pooler.free();
        logitMemory.free();
        droppedMemory.free();
        gradientMemory.free();
        answering.free();
    }
}
