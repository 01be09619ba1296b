package cloze.network.block;

import static cloze.network.parameter.ParameterLayout.OUTPUT_BIAS;
import static cloze.network.parameter.ParameterLayout.OUTPUT_KERNEL;

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

/**
 * A head that classifies each pair: pooler, two logits, cross-entropy. The loss is the mean nll of the minibatch times
 * a weight. If the weight is 0, every gradient is 0.
 */
public final class PairHead implements Head {
    private static final int CLASSES = 2;

    private final Task task;
    private final RowBlock pooler;
    private final Parameter kernel;
    private final Vector bias;
    private final double lossWeight;
    private final Classification classification = new Classification(CLASSES, CLASSES);
    private final Scratch logitMemory = new Scratch();
    private final Scratch gradientMemory = new Scratch();
    private final BatchInvariantPass answering = new BatchInvariantPass();
    private Matrix pooled = logitMemory.matrix(1, 1);
    private Matrix logits = pooled;
    private PackedBatch packed = PackedBatch.EMPTY;
    private float weight;

    /** @param all all parameters of the network */
    public PairHead(Task task, NetworkConfig network, Parameters all, double lossWeight) {
        this.task = task;
        Parameters parameters = all.of(ParameterLayout.part(task));
        pooler = network.kind() == Kind.BERT ? new Pooler(parameters) : new IdentityBlock(network.hiddenSize());
        kernel = parameters.get(OUTPUT_KERNEL);
        bias = parameters.vector(OUTPUT_BIAS);
        this.lossWeight = lossWeight;
    }

    @Override
    public Task task() {
        return task;
    }

    @Override
    public double forward(Matrix encoded, PackedBatch batch, ForwardMode pass) {
        packed = batch;
        Matrix rows = batch.sequenceRows(encoded);
        weight = (float) (lossWeight / rows.rows());
        project(rows, pass);
        classification.begin(batch.minibatch().labels(task));
        classification.add(0, 0, logits, bias, pass);
        classification.end();
        return weight * classification.score().lossSum();
    }

    @Override
    public void answer(Matrix encoded, PackedBatch batch) {
        project(batch.sequenceRows(encoded), answering);
    }

    private void project(Matrix rows, ForwardMode pass) {
        bias.load();
        pooled = pooler.forward(rows, pass);
        logits = logitMemory.matrix(rows.rows(), CLASSES);
        pass.product(pooled, kernel.matrix(), logits);
    }

    @Override
    public void backward(Matrix encodedGradient) {
        classification.differentiate(0, 0, logits, bias, weight);
        bias.storeGradient();
        Blas.product(pooled.transposed(), logits, kernel.gradient());
        Matrix gradient = gradientMemory.matrix(logits.rows(), pooled.columns());
        Blas.product(logits, kernel.matrix().transposed(), gradient);
        pooler.backward(gradient, packed.sequenceRows(encodedGradient));
    }

    @Override
    public Classification classification() {
        return classification;
    }

    @Override
    public float[] logits(int example) {
        float[] values = new float[CLASSES];
        logits.read(example, values);
        Rows.add(values, bias.values(), CLASSES);
        return values;
    }

    @Override
    public void free() {
        pooler.free();
        logitMemory.free();
        gradientMemory.free();
        answering.free();
    }
}
