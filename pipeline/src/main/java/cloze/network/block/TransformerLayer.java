package cloze.network.block;

import static cloze.network.parameter.ParameterLayout.OUTPUT_BIAS;
import static cloze.network.parameter.ParameterLayout.OUTPUT_KERNEL;

import cloze.config.NetworkConfig;
import cloze.network.kernel.Rows;
import cloze.network.matrix.Blas;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.matrix.Scratch;
import cloze.network.parameter.Parameter;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.Parameters;

/**
 * One layer of the encoder: self-attention and a feed-forward layer, each followed by dropout, a residual sum and layer
 * normalisation. It computes only the selected rows. The result is exact, because keys and values still come from all
 * rows.
 */
final class TransformerLayer {
    private final SelfAttention attention;
    private final Parameter attentionOutputKernel;
    private final ResidualNorm attentionNorm;
    private final DenseGelu intermediate;
    private final Parameter outputKernel;
    private final ResidualNorm outputNorm;
    private final LayerScratch shared;
    private final Scratch askingMemory = new Scratch();
    private final float[] row;

    private Matrix context = askingMemory.matrix(1, 1);
    private Matrix attended = context;
    private Matrix widened = context;

    TransformerLayer(Parameters parameters, int index, NetworkConfig network, LayerScratch shared) {
        String layer = ParameterLayout.layer(index);
        Dropout dropout = Dropout.of(network.hiddenDropoutProb());
        this.attention = new SelfAttention(parameters, index, network, shared);
        this.attentionOutputKernel = parameters.get(layer + "attentionOutputKernel");
        this.attentionNorm = new ResidualNorm(
                parameters.vector(layer + "attentionOutputBias"),
                new NormRows(parameters, layer + "attentionNorm"),
                dropout,
                Dropout.Place.ATTENTION_OUTPUT,
                index);
        this.intermediate = new DenseGelu(
                parameters.get(layer + "intermediateKernel"),
                parameters.vector(layer + "intermediateBias"),
                network.hiddenAct());
        this.outputKernel = parameters.get(layer + OUTPUT_KERNEL);
        this.outputNorm = new ResidualNorm(
                parameters.vector(layer + OUTPUT_BIAS),
                new NormRows(parameters, layer + "outputNorm"),
                dropout,
                Dropout.Place.FEED_FORWARD_OUTPUT,
                index);
        this.shared = shared;
        this.row = new float[attentionOutputKernel.rows()];
    }

    /** Maps {@code rows} [P, H] to [Q, H]. */
    Matrix forward(Matrix rows, PackedBatch batch, Selection selection, ForwardMode pass) {
        Matrix asking = selection.isAll() ? rows : gather(rows, selection);
        context = attention.forward(rows, asking, batch, selection, pass);

        Matrix attentionBranch = attentionNorm.branch(asking.rows());
        pass.product(context, attentionOutputKernel.matrix(), attentionBranch);
        attended = attentionNorm.forward(attentionBranch, asking, batch.key(), pass);

        widened = intermediate.forward(attended, pass);
        Matrix outputBranch = outputNorm.branch(asking.rows());
        pass.product(widened, outputKernel.matrix(), outputBranch);
        return outputNorm.forward(outputBranch, attended, batch.key(), pass);
    }

    private Matrix gather(Matrix rows, Selection selection) {
        Matrix gathered = askingMemory.matrix(selection.size(), rows.columns());
        for (int i = 0; i < selection.size(); i++) {
            rows.read(selection.sources()[i], row);
            gathered.write(i, row);
        }
        return gathered;
    }

    /**
     * Writes the gradient of the input to {@code inputGradient} [P, H]. Overwrites {@code gradient} [Q, H], the
     * gradient of the output. If all rows are selected, both are the same matrix.
     */
    void backward(Matrix gradient, Matrix inputGradient, PackedBatch batch, Selection selection) {
        Matrix branch = shared.branch().matrix(gradient.rows(), gradient.columns());
        outputNorm.backward(gradient, branch);
        Blas.product(widened.transposed(), branch, outputKernel.gradient());
        Matrix wide = shared.wide().matrix(gradient.rows(), widened.columns());
        Blas.product(branch, outputKernel.matrix().transposed(), wide);
        intermediate.backward(wide, attended, gradient);

        attentionNorm.backward(gradient, branch);
        Blas.product(context.transposed(), branch, attentionOutputKernel.gradient());
        Matrix contextGradient = shared.context().matrix(gradient.rows(), gradient.columns());
        Blas.product(branch, attentionOutputKernel.matrix().transposed(), contextGradient);
        attention.backward(contextGradient, batch, selection, gradient, inputGradient);
        if (!selection.isAll()) {
            scatter(gradient, selection, inputGradient);
        }
    }

    private void scatter(Matrix gradient, Selection selection, Matrix inputGradient) {
        float[] sum = new float[row.length];
        for (int i = 0; i < selection.size(); i++) {
            int target = selection.sources()[i];
            gradient.read(i, row);
            inputGradient.read(target, sum);
            Rows.add(sum, row, row.length);
            inputGradient.write(target, sum);
        }
    }

    void free() {
        attention.free();
        attentionNorm.free();
        intermediate.free();
        outputNorm.free();
        askingMemory.free();
    }
}
