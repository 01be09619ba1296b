package cloze.network.block;

import static cloze.network.parameter.ParameterLayout.ENCODER;
import static cloze.network.parameter.ParameterLayout.OUTPUT_BIAS;
import static cloze.network.parameter.ParameterLayout.OUTPUT_KERNEL;
import static cloze.network.parameter.ParameterLayout.WORD_EMBEDDINGS;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.Kind;
import cloze.dataset.Task;
import cloze.network.kernel.Rows;
import cloze.network.matrix.BatchInvariantPass;
import cloze.network.matrix.Blas;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.matrix.Scratch;
import cloze.network.parameter.Parameter;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.Parameters;
import cloze.network.parameter.Vector;
import cloze.parallel.ParallelFor;

/**
 * The masked-LM head: transform, decoder, cross-entropy over the vocabulary. BERT's decoder is the word-embedding table
 * itself. The head writes the gradient of the table first, and the encoder adds its share.
 *
 * <p>The loss is sum(nll) / (M + 1e-5) over the minibatch (google-research/bert, {@code get_masked_lm_output}).
 */
public final class MaskedLmHead implements Head {
    private static final double DENOMINATOR_EPSILON = 1e-5;

    /**
     * Classes per block. The logits of a block, a few megabytes for a minibatch, stay in the cache between product and
     * soft-max.
     */
    private static final int BLOCK = 1024;

    /** Maximum number of groups of blocks in the backward pass. Each group needs its own memory. */
    private static final int GROUPS = 8;

    private final RowBlock transform;
    private final Parameter decoder;
    private final boolean isTied;
    private final Vector bias;
    private final int block;
    private final Classification classification;
    private final LogitBlocks logits;
    private final Scratch gradientMemory = new Scratch();
    private final BatchInvariantPass answering = new BatchInvariantPass();
    private final float[] sum;
    private final float[] share;
    private Matrix transformed = gradientMemory.matrix(1, 1);
    private PackedBatch packed = PackedBatch.EMPTY;
    private float weight;

    /** @param all all parameters of the network */
    public MaskedLmHead(NetworkConfig network, Parameters all) {
        Parameters parameters = all.of(ParameterLayout.part(Task.MASKED_LM));
        isTied = network.kind() == Kind.BERT;
        transform = isTied
                ? new MaskedLmTransform(parameters, network.hiddenAct())
                : new IdentityBlock(network.hiddenSize());
        decoder = isTied ? all.of(ENCODER).get(WORD_EMBEDDINGS) : parameters.get(OUTPUT_KERNEL);
        bias = parameters.vector(OUTPUT_BIAS);
        block = Math.min(BLOCK, network.vocabSize());
        classification = new Classification(network.vocabSize(), block);
        logits = new LogitBlocks(network.vocabSize());
        sum = new float[network.hiddenSize()];
        share = new float[network.hiddenSize()];
    }

    @Override
    public double forward(Matrix encoded, PackedBatch batch, ForwardMode pass) {
        packed = batch;
        Matrix rows = batch.maskedRows(encoded);
        weight = (float) (1 / (rows.rows() + DENOMINATOR_EPSILON));
        bias.load();
        transformed = transform.forward(rows, pass);
        logits.shape(rows.rows(), block);
        classification.begin(batch.minibatch().maskedIds());
        ParallelFor.each(logits.count(), (member, index) -> {
            Matrix part = logits.block(index);
            Blas.uncut(1, transformed, columns(decoder.matrix(), index), 0, part);
            classification.add(member, index, part, bias, pass);
        });
        classification.end();
        return weight * classification.score().lossSum();
    }

    @Override
    public void answer(Matrix encoded, PackedBatch batch) {
        Matrix rows = batch.maskedRows(encoded);
        bias.load();
        transformed = transform.forward(rows, answering);
        logits.shape(rows.rows(), bias.values().length);
        answering.product(transformed, columns(decoder.matrix(), 0), logits.block(0));
    }

    /** Returns the part of {@code table}, the decoder or its gradient, for block {@code index}: [H, classes]. */
    private Matrix columns(Matrix table, int index) {
        int first = logits.first(index);
        int count = logits.block(index).columns();
        return isTied ? table.rows(first, count).transposed() : table.columns(first, count);
    }

    @Override
    public void backward(Matrix encodedGradient) {
        int rows = transformed.rows();
        // Each group of adjacent blocks yields a share of the gradient. The shares are added in the order of the
        // groups, whichever was ready first.
        int groups = Math.min(GROUPS, logits.count());
        Matrix shares = gradientMemory.matrix(rows * groups, transformed.columns());
        ParallelFor.each(groups, (member, group) -> {
            int first = group * logits.count() / groups;
            int end = (group + 1) * logits.count() / groups;
            for (int index = first; index < end; index++) {
                Matrix part = logits.block(index);
                classification.differentiate(member, index, part, bias, weight);
                Blas.uncut(1, transformed.transposed(), part, 0, columns(decoder.gradient(), index));
                Matrix words = columns(decoder.matrix(), index).transposed();
                Blas.uncut(1, part, words, index == first ? 0 : 1, shares.rows(group * rows, rows));
            }
        });
        Matrix gradient = added(shares, groups);
        bias.storeGradient();
        transform.backward(gradient, packed.maskedRows(encodedGradient));
    }

    /** Adds the shares of the other groups to that of the first. */
    private Matrix added(Matrix shares, int groups) {
        int rows = shares.rows() / groups;
        for (int row = 0; row < rows; row++) {
            shares.read(row, sum);
            for (int group = 1; group < groups; group++) {
                shares.read(group * rows + row, share);
                Rows.add(sum, share, sum.length);
            }
            shares.write(row, sum);
        }
        return shares.rows(0, rows);
    }

    @Override
    public Classification classification() {
        return classification;
    }

    @Override
    public float[] logits(int row) {
        float[] values = logits.row(row);
        Rows.add(values, bias.values(), values.length);
        return values;
    }

    @Override
    public void free() {
        transform.free();
        logits.free();
        gradientMemory.free();
        answering.free();
    }
}
