package cloze.train;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Initializer;
import cloze.config.NetworkConfig.Kind;
import cloze.network.Minibatches;
import cloze.network.graph.BertNetwork;
import cloze.network.graph.MinibatchArrays;
import cloze.parallel.ParallelFor;
import cloze.train.averaging.NativeState;
import cloze.train.optimiser.BertAdam;
import cloze.train.optimiser.FusedUpdater;
import cloze.train.optimiser.GradientClipping;
import cloze.train.optimiser.LearningRate;
import cloze.train.synchronisation.ModelState;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole steps, clipping and optimiser included, of a worker with several threads: of sizes at which products are cut and the vocabulary has blocks. */
@Tag("slow")
class StepThreadsTest {
    private static final int PIECES = 5000;
    private static final int EXAMPLES = 24;
    private static final int LENGTH = 64;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theirNumberChangesNoBit(Kind kind) {
        Fitted one = fitted(kind);
        for (int threads : new int[] {2, 5}) {
            Fitted several = ParallelFor.threads(threads).get(() -> fitted(kind));
            assertThat(several.norm).isEqualTo(one.norm);
            assertThat(several.state.parameters()).isEqualTo(one.state.parameters());
            assertThat(several.state.updater()).isEqualTo(one.state.updater());
        }
        assertThat(one.norm).isPositive();
    }

    private record Fitted(ModelState state, double norm) {}

    /** Two steps, gradients clipped. */
    private static Fitted fitted(Kind kind) {
        var network = new NetworkConfig(
                kind, PIECES, 256, 1, 4, 1024, 0.1, 0.1, LENGTH, 2, Initializer.BERT, 0.02, HiddenAct.GELU_NEW);
        var adam = new BertAdam(LearningRate.linear(1e-3, 0, 10), BertAdam.Bias.KEPT);
        BertNetwork bert = BertNetwork.initialized(BertNetwork.configuration(network, 1, adam, 0.01), 3);
        ComputationGraph graph = bert.graph();
        var guard = new GradientClipping(1e-3);
        FusedUpdater.fit(graph, graph.getUpdater().getStateViewArray(), guard);
        try {
            for (int seed = 1; seed <= 2; seed++) {
                graph.fit(MinibatchArrays.of(Minibatches.random(EXAMPLES, LENGTH, PIECES, seed)));
            }
            return new Fitted(NativeState.of(graph).copy(), guard.norm());
        } finally {
            bert.close();
        }
    }
}
