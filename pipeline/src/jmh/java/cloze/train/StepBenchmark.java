package cloze.train;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Initializer;
import cloze.config.NetworkConfig.Kind;
import cloze.network.graph.BertNetwork;
import cloze.network.graph.MinibatchArrays;
import cloze.network.kernel.KernelChoice;
import cloze.random.Seeds;
import cloze.shard.Minibatch;
import cloze.train.optimiser.BertAdam;
import cloze.train.optimiser.FusedUpdater;
import cloze.train.optimiser.GradientClipping;
import cloze.train.optimiser.LearningRate;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One training step, forward, backward and optimiser, on one thread: 32 sequences of 128 tokens, 20 masked in each, dropout 0.1. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class StepBenchmark {
    private static final int EXAMPLES = 32;
    private static final int LENGTH = 128;
    private static final int MASKED = 20;
    private static final int PIECES = 30_522;

    @Param({"SCALAR", "VECTOR"})
    public KernelChoice form;

    /** Layers and hidden size: tiny, mini, small. */
    @Param({"2/128", "4/256", "4/512"})
    public String preset;

    private BertNetwork bert;
    private Minibatch minibatch;

    @Setup
    public void prepare() {
        System.setProperty(KernelChoice.PROPERTY, form.toString());
        int layers = Integer.parseInt(preset.substring(0, preset.indexOf('/')));
        int hidden = Integer.parseInt(preset.substring(preset.indexOf('/') + 1));
        var network = new NetworkConfig(
                Kind.BERT,
                PIECES,
                hidden,
                layers,
                hidden / 64,
                4 * hidden,
                0.1,
                0.1,
                512,
                2,
                Initializer.BERT,
                0.02,
                HiddenAct.GELU_NEW);
        var adam = new BertAdam(LearningRate.linear(1e-4, 100, 10_000), BertAdam.Bias.KEPT);
        bert = BertNetwork.initialized(BertNetwork.configuration(network, 1, adam, 0.01), 3);
        ComputationGraph graph = bert.graph();
        FusedUpdater.fit(graph, graph.getUpdater().getStateViewArray(), new GradientClipping(1));
        minibatch = minibatch();
    }

    @TearDown(Level.Trial)
    public void release() {
        bert.close();
    }

    @Benchmark
    public double step() {
        bert.graph().fit(MinibatchArrays.of(minibatch));
        return bert.graph().score();
    }

    private static Minibatch minibatch() {
        SplittableRandom random = Seeds.forRow(1, "benchmark");
        int[] starts = new int[EXAMPLES + 1];
        Arrays.setAll(starts, example -> example * LENGTH);
        int[] rows = new int[EXAMPLES * MASKED];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i / MASKED * LENGTH + 1 + i % MASKED * (LENGTH - 1) / MASKED;
        }
        return new Minibatch(
                random.ints(EXAMPLES * LENGTH, 0, PIECES).toArray(),
                random.ints(EXAMPLES * LENGTH, 0, 2).toArray(),
                starts,
                rows,
                random.ints(rows.length, 0, PIECES).toArray(),
                random.ints(EXAMPLES, 0, 2).toArray(),
                1);
    }
}
