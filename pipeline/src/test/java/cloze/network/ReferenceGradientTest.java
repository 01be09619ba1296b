package cloze.network;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Kind;
import cloze.network.NetworkCases.Sizes;
import cloze.shard.Minibatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The reference's gradients against differences of its loss, for every entry of every parameter. */
@Tag("slow")
class ReferenceGradientTest {
    private static final Sizes TINY = new Sizes(9, 4, 2, 2, 5);

    /** Step of the differences; the fourth-order formula errs by about its fourth power. */
    private static final double STEP = 2.5e-4;

    private static final double TOLERANCE = 1e-6;

    /** Ragged lengths, both segments, [CLS] and last tokens masked, one id masked twice, one example without masks. */
    private static final Minibatch BATCH = NetworkCases.batch(
            NetworkCases.example(7, 4, 0, TINY, 0, 3, 6, 5),
            NetworkCases.example(5, 2, 1, TINY, 1, 3),
            NetworkCases.example(6, 3, 1, TINY));

    private static final Minibatch NOTHING_MASKED = NetworkCases.batch(NetworkCases.example(5, 2, 1, TINY));

    @Test
    void tanhGeluBertAgreesWithFiniteDifferences() {
        check(NetworkCases.network(Kind.BERT, HiddenAct.GELU_NEW, TINY), BATCH, 1);
    }

    @Test
    void erfGeluBertAgreesWithFiniteDifferences() {
        check(NetworkCases.network(Kind.BERT, HiddenAct.GELU, TINY), BATCH, 0.5);
    }

    @Test
    void pooledNetworkAgreesWithFiniteDifferences() {
        check(NetworkCases.network(Kind.POOLED, HiddenAct.GELU_NEW, TINY), BATCH, 1);
    }

    @Test
    void nextSentenceLossAloneAgreesWithFiniteDifferences() {
        check(NetworkCases.network(Kind.BERT, HiddenAct.GELU_NEW, TINY), NOTHING_MASKED, 1);
    }

    private static void check(NetworkConfig config, Minibatch batch, double nextSentenceWeight) {
        Map<String, double[]> parameters = ReferenceParameters.random(config, 42);
        Map<String, double[]> gradients = ReferenceNetwork.run(config, parameters, batch, nextSentenceWeight)
                .gradients();
        List<String> faults = new ArrayList<>();
        parameters.forEach((name, values) -> {
            for (int i = 0; i < values.length; i++) {
                double expected = slope(config, parameters, values, i, batch, nextSentenceWeight);
                double actual = gradients.get(name)[i];
                if (!(Math.abs(actual - expected) <= TOLERANCE * Math.max(Math.abs(expected), 1e-3))) {
                    faults.add("%s[%d]: gradient %.12g, differences %.12g".formatted(name, i, actual, expected));
                }
            }
        });
        assertThat(faults).isEmpty();
    }

    /** d loss / d values[i] from four losses around the point: (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h. */
    private static double slope(
            NetworkConfig config,
            Map<String, double[]> parameters,
            double[] values,
            int i,
            Minibatch batch,
            double nextSentenceWeight) {
        double point = values[i];
        double[] losses = new double[5];
        for (int step = -2; step <= 2; step++) {
            values[i] = point + step * STEP;
            losses[step + 2] = ReferenceNetwork.run(config, parameters, batch, nextSentenceWeight)
                    .totalLoss(nextSentenceWeight);
        }
        values[i] = point;
        return (8 * (losses[3] - losses[1]) - (losses[4] - losses[0])) / (12 * STEP);
    }
}
