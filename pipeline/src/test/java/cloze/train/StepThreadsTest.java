package cloze.train;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Initializer;
import cloze.config.NetworkConfig.Kind;
import cloze.network.BertGraph;
import cloze.network.Crew;
import cloze.random.Seeds;
import cloze.shard.Minibatch;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole steps, clipping and optimiser included, of a worker with several threads. */
class StepThreadsTest {
    private static final int PIECES = 5000;
    private static final int EXAMPLES = 16;
    private static final int LENGTH = 64;

    @AfterEach
    void alone() {
        Crew.size(1);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theirNumberChangesNoBit(Kind kind) {
        Fitted one = fitted(kind, 1);
        for (int threads : new int[] {2, 5}) {
            Fitted several = fitted(kind, threads);
            assertThat(several.norm).isEqualTo(one.norm);
            assertThat(several.state.parameters()).isEqualTo(one.state.parameters());
            assertThat(several.state.updater()).isEqualTo(one.state.updater());
        }
        assertThat(one.norm).isPositive();
    }

    private record Fitted(ModelState state, double norm) {}

    /** Two steps, gradients clipped. */
    private static Fitted fitted(Kind kind, int threads) {
        Crew.size(threads);
        var network = new NetworkConfig(
                kind, PIECES, 128, 1, 2, 512, 0.1, 0.1, LENGTH, 2, Initializer.BERT, 0.02, HiddenAct.GELU_NEW);
        var adam = new BertAdam(new WarmupLinearDecay(1e-3, 0, 10), BertAdam.Bias.KEPT);
        var graph = new ComputationGraph(BertGraph.configuration(network, 1, adam, 0.01));
        graph.init();
        BertGraph.initialize(graph, network, 3);
        var guard = new StepGuard(1e-3);
        OnePassUpdater.fit(graph, graph.getUpdater().getStateViewArray(), guard);
        try {
            graph.fit(minibatch(1).toMultiDataSet());
            graph.fit(minibatch(2).toMultiDataSet());
            return new Fitted(Replica.state(graph), guard.norm());
        } finally {
            BertGraph.close(graph);
        }
    }

    private static Minibatch minibatch(long seed) {
        SplittableRandom random = Seeds.forRow(seed, "threads");
        int[] lengths = new int[EXAMPLES];
        Arrays.fill(lengths, LENGTH);
        int[] masked = new int[EXAMPLES * 8];
        Arrays.setAll(masked, i -> i * 8 + 1);
        return new Minibatch(
                EXAMPLES,
                LENGTH,
                random.ints(EXAMPLES * LENGTH, 0, PIECES).toArray(),
                random.ints(EXAMPLES * LENGTH, 0, 2).toArray(),
                lengths,
                masked,
                random.ints(masked.length, 0, PIECES).toArray(),
                random.ints(EXAMPLES, 0, 2).toArray(),
                seed);
    }
}
