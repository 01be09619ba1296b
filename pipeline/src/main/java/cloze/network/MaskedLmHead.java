package cloze.network;

import static cloze.network.ParameterLayout.OUTPUT_BIAS;
import static cloze.network.ParameterLayout.OUTPUT_KERNEL;
import static cloze.network.ParameterLayout.WORD_EMBEDDINGS;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.Kind;
import cloze.network.kernel.Rows;

/**
 * The masked-LM head: transform, decoder, cross-entropy over the vocabulary. BERT's decoder is the word-embedding table itself; its
 * gradient is written here first, and the encoder adds its share.
 *
 * <p>The loss is sum(nll) / (M + 1e-5) over the minibatch (google-research/bert, {@code get_masked_lm_output}).
 */
final class MaskedLmHead {
    private static final double DENOMINATOR_EPSILON = 1e-5;

    private final RowBlock transform;
    private final Parameter decoder;
    private final boolean isTied;
    private final Vector bias;
    private final Classification classification;
    private final Scratch logitMemory = new Scratch();
    private final Scratch gradientMemory = new Scratch();
    private final AnswerPass answering = new AnswerPass();
    private Matrix transformed = logitMemory.matrix(1, 1);
    private Matrix logits = transformed;

    /** {@code parameters} are the head's own, {@code encoder} those that hold the word embeddings. */
    MaskedLmHead(NetworkConfig network, Parameters parameters, Parameters encoder) {
        isTied = network.kind() == Kind.BERT;
        transform =
                isTied ? new MaskedLmTransform(parameters, network.hiddenAct()) : new SameRows(network.hiddenSize());
        decoder = isTied ? encoder.get(WORD_EMBEDDINGS) : parameters.get(OUTPUT_KERNEL);
        bias = parameters.vector(OUTPUT_BIAS);
        classification = new Classification(network.vocabSize());
    }

    /** {@code rows} [M, H] → {@code losses} [M, 1], weighted so that their sum is the minibatch's loss. */
    void forward(Matrix rows, int[] labels, Matrix losses, Pass pass) {
        float weight = (float) (1 / (labels.length + DENOMINATOR_EPSILON));
        project(rows, pass);
        classification.apply(logits, bias, labels, weight, pass);
        classification.weighted(weight, losses);
    }

    /** Computes the logits of {@code rows} [M, H] alone: {@link #logits} has them. */
    void answer(Matrix rows) {
        bias.load();
        project(rows, answering);
    }

    private void project(Matrix rows, Pass pass) {
        transformed = transform.forward(rows, pass);
        logits = logitMemory.matrix(rows.rows(), bias.values().length);
        pass.product(transformed, isTied ? decoder.matrix().transposed() : decoder.matrix(), logits);
    }

    /** Writes all gradients of the sum of the losses; {@code inputGradient} is [M, H]. */
    void backward(Matrix inputGradient) {
        bias.storeGradient();
        Blas.product(
                transformed.transposed(), logits, isTied ? decoder.gradient().transposed() : decoder.gradient());
        Matrix gradient = gradientMemory.matrix(logits.rows(), transformed.columns());
        Blas.product(logits, isTied ? decoder.matrix() : decoder.matrix().transposed(), gradient);
        transform.backward(gradient, inputGradient);
    }

    /** What the last pass found, row by row. */
    Classification classification() {
        return classification;
    }

    /** Logits [V] of one masked row, after a pass without a backward one. */
    float[] logits(int row) {
        float[] values = new float[bias.values().length];
        logits.read(row, values);
        Rows.add(values, bias.values(), values.length);
        return values;
    }

    void free() {
        transform.free();
        logitMemory.free();
        gradientMemory.free();
        answering.free();
    }
}
