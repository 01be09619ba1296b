package cloze.train.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.network.graph.BertNetwork;
import cloze.network.matrix.Floats;
import cloze.train.TinyRun;
import cloze.train.plan.TrainingPlan;
import cloze.train.synchronisation.ModelState;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InitialNetworkTest {
    @Test
    void drawsTheWeightsOfTheNetworkRangeByRange() {
        var training = TinyRun.training(1, 1);
        InitialNetwork network =
                TrainerKinds.network(training, new TrainingPlan(training, List.of(TinyRun.EXAMPLES), 11));
        ModelState whole = network.state();
        try (BertNetwork expected = BertNetwork.initialized(network.configuration(), 11)) {
            assertThat(whole.parameters())
                    .isEqualTo(Floats.copyOf(expected.graph().params()));
        }
        assertThat(whole.updater()).hasSize(2 * whole.parameters().length).containsOnly(0);
        int last = whole.parameters().length;
        for (int[] range : new int[][] {{0, 1}, {7, 250}, {239, 241}, {last - 3, last}, {5, 5}}) {
            assertThat(network.parameters().range(range[0], range[1]))
                    .isEqualTo(Arrays.copyOfRange(whole.parameters(), range[0], range[1]));
        }
    }
}
