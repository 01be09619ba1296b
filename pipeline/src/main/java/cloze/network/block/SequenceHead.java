package cloze.network.block;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.Kind;
import cloze.dataset.Task;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.Parameters;
import cloze.shard.Minibatch;
import java.util.function.Function;

/**
 * A head that classifies each sequence: pooler, logits, cross-entropy. The loss is the mean nll of the minibatch times a
 * weight. If the weight is 0, every gradient is 0.
 */
public final class SequenceHead implements Head {
    private final SequenceClassifier classifier;
    private final Function<Minibatch, int[]> labels;
    private final double lossWeight;
    private PackedBatch packed = PackedBatch.EMPTY;

    private SequenceHead(SequenceClassifier classifier, Function<Minibatch, int[]> labels, double lossWeight) {
        this.classifier = classifier;
        this.labels = labels;
        this.lossWeight = lossWeight;
    }

    /**
     * Returns a head that labels pairs, beside others.
     *
     * @param all all parameters of the network
     */
    public static SequenceHead ofPairs(Task task, NetworkConfig network, Parameters all, double lossWeight) {
        Parameters parameters = all.of(ParameterLayout.part(task));
        RowBlock pooler =
                network.kind() == Kind.BERT ? new Pooler(parameters) : new IdentityBlock(network.hiddenSize());
        return new SequenceHead(
                new SequenceClassifier(pooler, parameters, Dropout.of(0)), batch -> batch.labels(task), lossWeight);
    }

    /**
     * Returns the only head of a classifier, which has the pooler of next-sentence prediction and dropout
     * (google-research/bert, {@code run_classifier.py}, {@code create_model}; transformers,
     * {@code BertForSequenceClassification}).
     *
     * @param all all parameters of a network of kind BERT
     * @param dropout share of the pooler's output that is dropped in training, in [0, 1)
     */
    public static SequenceHead ofClasses(Parameters all, double dropout) {
        Parameters parameters = all.of(ParameterLayout.CLASSIFIER);
        return new SequenceHead(
                new SequenceClassifier(new Pooler(parameters), parameters, Dropout.of(dropout)), Minibatch::classes, 1);
    }

    @Override
    public double forward(Matrix encoded, PackedBatch batch, ForwardMode pass) {
        packed = batch;
        return classifier.forward(
                batch.sequenceRows(encoded), labels.apply(batch.minibatch()), lossWeight, batch.key(), pass);
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
