package cloze.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.network.matrix.Floats;
import cloze.shard.Minibatch;
import cloze.train.synchronisation.FlatParameters;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoringNetworkTest {
    private static ScoringNetwork open() {
        float[] parameters = FlatParameters.of(TinyModel.NETWORK).flat(TinyModel.initialized(), "this test");
        return new ScoringNetwork(TinyModel.NETWORK, flat -> Floats.fill(flat, parameters));
    }

    private static Minibatch minibatch(int from) {
        return Minibatch.of(List.of(TinyModel.example(from), TinyModel.example(from + 1)), 0);
    }

    @Test
    void aMinibatchBeforeChangesNoPrediction() {
        try (ScoringNetwork used = open();
                ScoringNetwork fresh = open()) {
            used.predict(minibatch(4));

            assertThat(used.predict(minibatch(0)).maskedLmLosses())
                    .isEqualTo(fresh.predict(minibatch(0)).maskedLmLosses());
        }
    }
}
