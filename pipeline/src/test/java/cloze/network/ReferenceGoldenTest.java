package cloze.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Kind;
import cloze.network.NetworkCases.Example;
import cloze.network.NetworkCases.Sizes;
import cloze.shard.Minibatch;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses beside those of a second, batched and padded implementation of the same formulas in NumPy, on made-up weights. */
class ReferenceGoldenTest {
    private static final Minibatch BATCH = NetworkCases.batch(
            new Example(new int[] {2, 5, 3, 7, 4, 1}, 3, 0, 0, 3, 4, 9),
            new Example(new int[] {2, 9, 8, 3, 6, 10, 5, 4}, 4, 1, 1, 9, 7, 1));

    @ParameterizedTest
    @CsvSource({
        "BERT, GELU_NEW, 3.622373271780, 0.792651110269",
        "BERT, GELU, 3.622330733839, 0.792649865633",
        "POOLED, GELU_NEW, 2.577380533775, 0.864350296533"
    })
    void lossesAreThoseOfNumpy(Kind kind, HiddenAct act, double maskedLmLoss, double nextSentenceLoss) {
        NetworkConfig config = NetworkCases.network(kind, act, new Sizes(11, 6, 2, 3, 8));
        ReferenceResult result = ReferenceNetwork.run(config, waves(config), BATCH, 1);
        assertThat(result.maskedLmLoss()).isCloseTo(maskedLmLoss, within(1e-11));
        assertThat(result.nextSentenceLoss()).isCloseTo(nextSentenceLoss, within(1e-11));
    }

    /** Of the k-th name in alphabetical order, entry i is sin(1 + 0.7 k + 1.3 i) / 2, plus 1 for the gains. */
    private static Map<String, double[]> waves(NetworkConfig config) {
        Map<String, double[]> parameters = new TreeMap<>(ReferenceParameters.random(config, 0));
        int k = 0;
        for (Map.Entry<String, double[]> parameter : parameters.entrySet()) {
            double centre = parameter.getKey().endsWith("Gamma") ? 1 : 0;
            double[] values = parameter.getValue();
            for (int i = 0; i < values.length; i++) {
                values[i] = centre + 0.5 * Math.sin(1 + 0.7 * k + 1.3 * i);
            }
            k++;
        }
        return parameters;
    }
}
