package cloze.network.block;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.Kind;
import cloze.dataset.Task;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.Parameters;

/**
 * A head that classifies each pair: pooler, two logits, cross-entropy. The loss is the mean nll of the minibatch times
 * a weight. If the weight is 0, every gradient is 0.
 */
public final class PairHead implements Head {
    private final Task task;
    private final SequenceClassifier classifier;
    private final double lossWeight;
    private PackedBatch packed = PackedBatch.EMPTY;

    /** @param all all parameters of the network */
    public PairHead(Task task, NetworkConfig network, Parameters all, double lossWeight) {
        this.task = task;
        this.lossWeight = lossWeight;
        Parameters parameters = all.of(ParameterLayout.part(task));
        RowBlock pooler =
                network.kind() == Kind.BERT ? new Pooler(parameters) : new IdentityBlock(network.hiddenSize());
        classifier = new SequenceClassifier(pooler, parameters, Dropout.of(0));
    }

    @Override
    public double forward(Matrix encoded, PackedBatch batch, ForwardMode pass) {
        packed = batch;
        int[] labels = batch.minibatch().labels(task);
        return classifier.forward(batch.sequenceRows(encoded), labels, lossWeight, batch.key(), pass);
    }

    @Override
    public void answer(Matrix encoded, PackedBatch batch) {
        classifier.answer(batch.sequenceRows(encoded));
    }

    @Override
    public void backward(Matrix encodedGradient) {
        classifier.backward(packed.sequenceRows(encodedGradient));
    }

    @Override
    public Classification classification() {
        return classifier.classification();
    }

    @Override
    public float[] logits(int example) {
        return classifier.logits(example);
    }

    @Override
    public void free() {
        classifier.free();
    }
}
