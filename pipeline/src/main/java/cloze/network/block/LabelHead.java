package cloze.network.block;

import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.Parameters;

/**
 * The head of a classifier: the pooler of next-sentence prediction, dropout, one logit per class, cross-entropy. The
 * loss is the mean nll of the minibatch (google-research/bert, {@code run_classifier.py}, {@code create_model};
 * transformers, {@code BertForSequenceClassification}). It is the only head of its network.
 */
public final class LabelHead implements Head {
    private final SequenceClassifier classifier;
    private PackedBatch packed = PackedBatch.EMPTY;

    /**
     * @param all all parameters of a network of kind BERT
     * @param dropout share of the pooler's output that is dropped in training, in [0, 1)
     */
    public LabelHead(Parameters all, double dropout) {
        Parameters parameters = all.of(ParameterLayout.CLASSIFIER);
        classifier = new SequenceClassifier(new Pooler(parameters), parameters, Dropout.of(dropout));
    }

    @Override
    public double forward(Matrix encoded, PackedBatch batch, ForwardMode pass) {
        packed = batch;
        int[] labels = batch.minibatch().classes();
        return classifier.forward(batch.sequenceRows(encoded), labels, 1, batch.key(), pass);
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
