package cloze.network.block;

import static cloze.network.parameter.ParameterLayout.DENSE_BIAS;
import static cloze.network.parameter.ParameterLayout.DENSE_KERNEL;
import static cloze.network.parameter.ParameterLayout.EMBEDDINGS_BIAS;
import static cloze.network.parameter.ParameterLayout.WORD_EMBEDDINGS;

import cloze.config.NetworkConfig;
import cloze.network.kernel.Rows;
import cloze.network.matrix.Blas;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.matrix.Scratch;
import cloze.network.parameter.Parameter;
import cloze.network.parameter.Parameters;
import cloze.network.parameter.Vector;
import java.util.Arrays;
import java.util.SortedMap;

/**
 * The encoder of the seed experiment: h = relu(dropout(relu(embedding + bias)) kernel + bias). The sequence row is the
 * mean of h over the real tokens. It has no attention, positions or segments.
 */
public final class PooledEncoder implements Encoder {
    private final Parameter words;
    private final Vector embeddingsBias;
    private final Parameter kernel;
    private final Vector denseBias;
    private final Dropout dropout;
    private final int hidden;
    private final Scratch embeddedMemory = new Scratch();
    private final Scratch denseMemory = new Scratch();
    private final Scratch gradientMemory = new Scratch();
    private final Scratch embeddedGradientMemory = new Scratch();
    private final float[] values;
    private final float[] other;
    private Matrix embedded = embeddedMemory.matrix(1, 1);
    private Matrix dense = embedded;
    private PackedBatch batch = PackedBatch.EMPTY;

    public PooledEncoder(NetworkConfig network, Parameters parameters) {
        words = parameters.get(WORD_EMBEDDINGS);
        embeddingsBias = parameters.vector(EMBEDDINGS_BIAS);
        kernel = parameters.get(DENSE_KERNEL);
        denseBias = parameters.vector(DENSE_BIAS);
        dropout = Dropout.of(network.hiddenDropoutProb());
        hidden = network.hiddenSize();
        values = new float[hidden];
        other = new float[hidden];
    }

    @Override
    public void forward(PackedBatch packed, Matrix output, ForwardMode pass) {
        batch = packed;
        embed(pass);
        denseBias.load();
        dense = denseMemory.matrix(batch.rows(), hidden);
        pass.product(embedded, kernel.matrix(), dense);
        for (int row = 0; row < batch.rows(); row++) {
            dense.read(row, values);
            Rows.add(values, denseBias.values(), hidden);
            rectify(values);
            dense.write(row, values);
        }
        int[] starts = batch.all().starts();
        for (int example = 0; example < batch.examples(); example++) {
            Arrays.fill(other, 0);
            for (int row = starts[example]; row < starts[example + 1]; row++) {
                dense.read(row, values);
                Rows.add(other, values, hidden);
            }
            Rows.scale(other, 1f / batch.all().count(example), 0, hidden);
            output.write(example, other);
        }
        for (int i = 0; i < batch.outputs().length; i++) {
            if (batch.outputs()[i] >= batch.examples()) {
                dense.read(batch.read().sources()[i], values);
                output.write(batch.outputs()[i], values);
            }
        }
    }

    private void embed(ForwardMode pass) {
        embeddingsBias.load();
        embedded = embeddedMemory.matrix(batch.rows(), hidden);
        long key = Dropout.key(batch.key(), Dropout.Place.EMBEDDINGS, 0);
        long draws = Dropout.words(hidden);
        for (int row = 0; row < batch.rows(); row++) {
            words.matrix().read(batch.ids()[row], values);
            Rows.add(values, embeddingsBias.values(), hidden);
            rectify(values);
            if (dropout.isActive(pass)) {
                dropout.apply(values, 0, hidden, key, row * draws);
            }
            embedded.write(row, values);
        }
    }

    private void rectify(float[] row) {
        for (int i = 0; i < hidden; i++) {
            row[i] = Math.max(row[i], 0);
        }
    }

    /** It has a single layer, and no rows without it. */
    @Override
    public void states(PackedBatch packed, SortedMap<Integer, Matrix> outputs, ForwardMode pass) {
        if (outputs.size() > 1 || outputs.firstKey() == 0) {
            throw new IllegalArgumentException(
                    "Layers %s of a pooled network, which has one".formatted(outputs.keySet()));
        }
        forward(packed, outputs.get(outputs.firstKey()), pass);
    }

    @Override
    public void backward(Matrix gradient) {
        Matrix denseGradient = spread(gradient);
        denseBias.clearGradient();
        for (int row = 0; row < batch.rows(); row++) {
            denseGradient.read(row, values);
            dense.read(row, other);
            keepPositive(values, other);
            Rows.add(denseBias.gradient(), values, hidden);
            denseGradient.write(row, values);
        }
        denseBias.storeGradient();
        Blas.product(embedded.transposed(), denseGradient, kernel.gradient());
        Matrix embeddedGradient = embeddedGradientMemory.matrix(batch.rows(), hidden);
        Blas.product(denseGradient, kernel.matrix().transposed(), embeddedGradient);
        scatter(embeddedGradient);
    }

    /** Returns the gradient [P, H] of every row of h: its share of the mean, plus its own gradient if it was masked. */
    private Matrix spread(Matrix gradient) {
        Matrix denseGradient = gradientMemory.matrix(batch.rows(), hidden);
        int[] starts = batch.all().starts();
        for (int example = 0; example < batch.examples(); example++) {
            gradient.read(example, values);
            Rows.scale(values, 1f / batch.all().count(example), 0, hidden);
            denseGradient
                    .rows(starts[example], starts[example + 1] - starts[example])
                    .fill(values);
        }
        for (int i = 0; i < batch.outputs().length; i++) {
            if (batch.outputs()[i] >= batch.examples()) {
                int row = batch.read().sources()[i];
                gradient.read(batch.outputs()[i], values);
                denseGradient.read(row, other);
                Rows.add(other, values, hidden);
                denseGradient.write(row, other);
            }
        }
        return denseGradient;
    }

    private void scatter(Matrix embeddedGradient) {
        Matrix wordGradient = words.gradient();
        wordGradient.zero();
        embeddingsBias.clearGradient();
        long key = Dropout.key(batch.key(), Dropout.Place.EMBEDDINGS, 0);
        long draws = Dropout.words(hidden);
        for (int row = 0; row < batch.rows(); row++) {
            embeddedGradient.read(row, values);
            if (dropout.isActive(ForwardMode.TRAINING)) {
                dropout.apply(values, 0, hidden, key, row * draws);
            }
            embedded.read(row, other);
            keepPositive(values, other);
            Rows.add(embeddingsBias.gradient(), values, hidden);
            int word = batch.ids()[row];
            wordGradient.read(word, other);
            Rows.add(other, values, hidden);
            wordGradient.write(word, other);
        }
        embeddingsBias.storeGradient();
    }

    /** Clears the gradient where the rectified value is not positive. */
    private void keepPositive(float[] gradient, float[] rectified) {
        for (int i = 0; i < hidden; i++) {
            gradient[i] = rectified[i] > 0 ? gradient[i] : 0;
        }
    }

    @Override
    public void free() {
        embeddedMemory.free();
        denseMemory.free();
        gradientMemory.free();
        embeddedGradientMemory.free();
    }
}
