package cloze.network.block;

import static cloze.network.parameter.ParameterLayout.EMBEDDINGS_NORM;
import static cloze.network.parameter.ParameterLayout.POSITION_EMBEDDINGS;
import static cloze.network.parameter.ParameterLayout.TOKEN_TYPE_EMBEDDINGS;
import static cloze.network.parameter.ParameterLayout.WORD_EMBEDDINGS;

import cloze.network.kernel.Rows;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.matrix.Scratch;
import cloze.network.parameter.Parameter;
import cloze.network.parameter.Parameters;
import java.util.Arrays;

/** Dropout(norm(word + position + segment)) of each packed row. */
final class Embeddings {
    private final Parameter words;
    private final Parameter positions;
    private final Parameter segments;
    private final NormRows norm;
    private final Dropout dropout;
    private final Scratch output = new Scratch();
    private final int hidden;
    private final float[] values;
    private final float[] other;
    private float[] positionSums = new float[0];
    private final float[] segmentSums;

    Embeddings(Parameters parameters, Dropout dropout) {
        words = parameters.get(WORD_EMBEDDINGS);
        positions = parameters.get(POSITION_EMBEDDINGS);
        segments = parameters.get(TOKEN_TYPE_EMBEDDINGS);
        norm = new NormRows(parameters, EMBEDDINGS_NORM);
        this.dropout = dropout;
        hidden = words.length() / words.rows();
        values = new float[hidden];
        other = new float[hidden];
        segmentSums = new float[segments.length()];
    }

    /** Returns the embedded rows [P, H]. */
    Matrix forward(PackedBatch batch, ForwardMode pass) {
        norm.begin(batch.rows());
        Matrix rows = output.matrix(batch.rows(), hidden);
        long key = Dropout.key(batch.key(), Dropout.Place.EMBEDDINGS, 0);
        long draws = Dropout.words(hidden);
        for (int row = 0; row < batch.rows(); row++) {
            words.matrix().read(batch.ids()[row], values);
            positions.matrix().read(batch.positions()[row], other);
            Rows.add(values, other, hidden);
            segments.matrix().read(batch.segments()[row], other);
            Rows.add(values, other, hidden);
            norm.forward(row, values, other);
            if (dropout.isActive(pass)) {
                dropout.apply(other, 0, hidden, key, row * draws);
            }
            rows.write(row, other);
        }
        return rows;
    }

    /**
     * Distributes {@code gradient} [P, H], and overwrites it. Adds to the gradient of the word table, which already
     * holds the share of the masked-LM head, because the table is also its decoder.
     */
    void backward(Matrix gradient, PackedBatch batch) {
        norm.beginBackward();
        positionSums =
                positionSums.length < batch.longest() * hidden ? new float[batch.longest() * hidden] : positionSums;
        Arrays.fill(positionSums, 0);
        Arrays.fill(segmentSums, 0);
        long key = Dropout.key(batch.key(), Dropout.Place.EMBEDDINGS, 0);
        long draws = Dropout.words(hidden);
        Matrix wordGradient = words.gradient();
        for (int row = 0; row < batch.rows(); row++) {
            gradient.read(row, values);
            if (dropout.isActive(ForwardMode.TRAINING)) {
                dropout.apply(values, 0, hidden, key, row * draws);
            }
            norm.backward(row, values);
            int word = batch.ids()[row];
            wordGradient.read(word, other);
            Rows.add(other, values, hidden);
            wordGradient.write(word, other);
            addRow(positionSums, batch.positions()[row]);
            addRow(segmentSums, batch.segments()[row]);
        }
        norm.endBackward();
        positions.gradient().zero();
        positions.gradients().write(0, positionSums, batch.longest() * hidden);
        segments.gradients().write(0, segmentSums, segmentSums.length);
    }

    private void addRow(float[] table, int row) {
        int from = row * hidden;
        for (int i = 0; i < hidden; i++) {
            table[from + i] += values[i];
        }
    }

    void free() {
        output.free();
        norm.free();
    }
}
