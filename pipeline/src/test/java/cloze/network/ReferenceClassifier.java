package cloze.network;

import cloze.config.NetworkConfig;
import cloze.shard.Minibatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A classifier in double precision, without dropout: tanh pooler of [CLS], one logit per label, mean cross-entropy. Source of the rules:
 * google-research/bert, run_classifier.py, create_model.
 *
 * @param loss mean nll of the labels, in nats
 * @param logits [B*K], row-major
 * @param gradients of the loss, by parameter name
 */
@SuppressWarnings("ArrayRecordComponent") // read element by element, never compared
record ReferenceClassifier(double loss, double[] logits, Map<String, double[]> gradients) {
    static ReferenceClassifier run(NetworkConfig config, int labels, Map<String, double[]> values, Minibatch batch) {
        var parameters = new ReferenceParameters(ReferenceParameters.ofClassifier(config, labels), values);
        var encoder = new ReferenceEncoder(config, parameters);
        List<ReferenceMatrix> first = new ArrayList<>();
        for (int b = 0; b < batch.examples(); b++) {
            first.add(encoder.encode(of(batch, b, batch.inputIds()), of(batch, b, batch.segmentIds()))
                    .row(0));
        }
        ReferenceMatrix pooled = ReferenceActivation.tanh(
                ReferenceEncoder.linear("classifier.pooler", ReferenceMatrix.stacked(first), parameters));
        ReferenceMatrix logits = ReferenceEncoder.linear("classifier.output", pooled, parameters);
        ReferenceMatrix loss = logits.softmax()
                .pick(batch.classes())
                .map(p -> -Math.log(p), p -> -1 / p)
                .meanRow();
        loss.backpropagate();
        return new ReferenceClassifier(loss.values[0], logits.values, parameters.gradients());
    }

    private static int[] of(Minibatch batch, int example, int... rows) {
        return Arrays.copyOfRange(rows, batch.starts()[example], batch.starts()[example + 1]);
    }
}
