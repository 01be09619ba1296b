package cloze.network;

import cloze.config.NetworkConfig;
import cloze.shard.Minibatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The two-headed network in double precision, written for reading: example by example, formula by formula. Source of the rules: Devlin
 * et al. 2018, and google-research/bert, modeling.py and run_pretraining.py.
 */
final class ReferenceNetwork {
    /** Keeps the MLM loss defined when nothing is masked; run_pretraining.py, get_masked_lm_output. */
    private static final double COUNT_EPSILON = 1e-5;

    private final NetworkConfig config;
    private final ReferenceParameters parameters;
    private final ReferenceEncoder encoder;

    private ReferenceNetwork(NetworkConfig config, Map<String, double[]> values) {
        this.config = config;
        this.parameters = new ReferenceParameters(config, values);
        this.encoder = new ReferenceEncoder(config, parameters);
    }

    /** Both losses of {@code batch}, and the gradients of MLM loss + {@code nextSentenceWeight} x NSP loss, without dropout. */
    static ReferenceResult run(
            NetworkConfig config, Map<String, double[]> values, Minibatch batch, double nextSentenceWeight) {
        return new ReferenceNetwork(config, values).run(batch, nextSentenceWeight);
    }

    private ReferenceResult run(Minibatch batch, double nextSentenceWeight) {
        List<ReferenceMatrix> encoded = encoded(batch);
        boolean anyMasked = batch.maskedRows().length > 0;
        ReferenceMatrix maskedLmNll = anyMasked
                ? nll(maskedLmLogits(masked(batch, encoded)).softmax(), batch.maskedIds())
                : ReferenceMatrix.of(0, 1);
        ReferenceMatrix maskedLmLoss = maskedLmNll.sum().scaled(1 / (maskedLmNll.rows + COUNT_EPSILON));

        ReferenceMatrix nextSentence = nextSentenceLogits(ReferenceMatrix.stacked(sequenceRows(encoded)))
                .softmax();
        ReferenceMatrix nextSentenceLoss = nll(nextSentence, batch.pairLabels()).meanRow();

        maskedLmLoss.plus(nextSentenceLoss.scaled(nextSentenceWeight)).backpropagate();
        return new ReferenceResult(
                maskedLmLoss.values[0],
                nextSentenceLoss.values[0],
                maskedLmNll.values,
                nextSentence.values,
                parameters.gradients());
    }

    /** Logits of both heads for {@code batch}, in which something is masked. */
    static ReferenceLogits logits(NetworkConfig config, Map<String, double[]> values, Minibatch batch) {
        var network = new ReferenceNetwork(config, values);
        List<ReferenceMatrix> encoded = network.encoded(batch);
        return new ReferenceLogits(
                network.maskedLmLogits(masked(batch, encoded)).values,
                network.nextSentenceLogits(ReferenceMatrix.stacked(network.sequenceRows(encoded))).values);
    }

    private List<ReferenceMatrix> encoded(Minibatch batch) {
        List<ReferenceMatrix> encoded = new ArrayList<>();
        for (int b = 0; b < batch.examples(); b++) {
            encoded.add(encoder.encode(tokensOf(batch, b, batch.inputIds()), tokensOf(batch, b, batch.segmentIds())));
        }
        return encoded;
    }

    private static int[] tokensOf(Minibatch batch, int example, int[] rows) {
        return Arrays.copyOfRange(rows, batch.starts()[example], batch.starts()[example + 1]);
    }

    /** Negative log-likelihood of each row's label, [r, 1]. */
    private static ReferenceMatrix nll(ReferenceMatrix probabilities, int[] labels) {
        return probabilities.pick(labels).map(p -> -Math.log(p), p -> -1 / p);
    }

    /** The representations at the masked positions, [M, H]. */
    private static ReferenceMatrix masked(Minibatch batch, List<ReferenceMatrix> encoded) {
        List<ReferenceMatrix> rows = new ArrayList<>();
        for (int row : batch.maskedRows()) {
            int example = 0;
            while (batch.starts()[example + 1] <= row) {
                example++;
            }
            rows.add(encoded.get(example).row(row - batch.starts()[example]));
        }
        return ReferenceMatrix.stacked(rows);
    }

    /** What stands for a whole example: its [CLS] position, or with mean pooling the average over its tokens. */
    private List<ReferenceMatrix> sequenceRows(List<ReferenceMatrix> encoded) {
        return switch (config.kind()) {
            case BERT -> encoded.stream().map(tokens -> tokens.row(0)).toList();
            case POOLED -> encoded.stream().map(ReferenceMatrix::meanRow).toList();
        };
    }

    /** [M, H] to [M, V]; BERT's decoder is the word-embedding table itself. */
    private ReferenceMatrix maskedLmLogits(ReferenceMatrix x) {
        return switch (config.kind()) {
            case BERT -> {
                ReferenceMatrix transformed = ReferenceActivation.apply(
                        config.hiddenAct(), ReferenceEncoder.linear("masked-lm.transform", x, parameters));
                yield ReferenceEncoder.norm("masked-lm.transformNorm", transformed, parameters)
                        .times(parameters.get("encoder.wordEmbeddings").transposed())
                        .plusRow(parameters.get("masked-lm.outputBias"));
            }
            case POOLED -> ReferenceEncoder.linear("masked-lm.output", x, parameters);
        };
    }

    /** [B, H] to [B, 2]. */
    private ReferenceMatrix nextSentenceLogits(ReferenceMatrix x) {
        ReferenceMatrix read =
                switch (config.kind()) {
                    case BERT -> ReferenceActivation.tanh(
                            ReferenceEncoder.linear("next-sentence.pooler", x, parameters));
                    case POOLED -> x;
                };
        return ReferenceEncoder.linear("next-sentence.output", read, parameters);
    }
}
