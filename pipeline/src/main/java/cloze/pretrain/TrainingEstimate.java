package cloze.pretrain;

import cloze.config.ByteSize;
import cloze.config.ExamplesConfig;
import cloze.config.NetworkConfig;
import cloze.config.TimeSpan;
import cloze.config.TrainingConfig;
import cloze.train.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Estimates the size and duration of a training run from its plan and the arithmetic of the network. The time assumes
 * {@value #FLOPS} floating-point operations per second and core. It is too long if examples are shorter than their
 * maximum length.
 *
 * @param network the network, with its vocabulary size set
 * @param training the training section
 * @param examples the examples section, with the maximum lengths
 * @param cores number of cores that all workers use together; a worker uses several if there are more cores than workers
 */
public record TrainingEstimate(NetworkConfig network, TrainingConfig training, ExamplesConfig examples, int cores) {
    /** Of the slower of two machines measured: an EPYC of Zen 3, sequences of tiny and mini. */
    private static final double FLOPS = 60e9;

    private static final double SECONDS_OF_A_ROUND = 0.1;
    private static final double SECONDS_OF_A_STEP = 0.003;

    /** A weight and the two moments of Adam, in single precision. */
    private static final int BYTES_OF_A_PARAMETER = 12;

    /** Returns lines for a dry run. */
    public List<String> lines(TrainingPlan plan) {
        List<String> lines = new ArrayList<>(List.of(
                "%d steps of each of %d workers in %d averaging rounds, %d minibatches of up to %d examples"
                        .formatted(
                                plan.steps(),
                                training.workers(),
                                plan.rounds(),
                                plan.minibatches(),
                                training.trainBatchSize()),
                String.format(
                        Locale.ROOT,
                        "About %.1f million parameters: checkpoints of %s each, %d kept",
                        parameters() / 1e6,
                        new ByteSize(BYTES_OF_A_PARAMETER * parameters()).shown(),
                        training.checkpoints().keepCheckpoints()),
                time(plan)));
        lines.addAll(new OuterOptimiser(training, plan.rounds()).lines());
        return lines;
    }

    private String time(TrainingPlan plan) {
        double seconds = seconds(plan.minibatches(), plan.rounds());
        boolean bounded =
                training.timeBudget().seconds() > 0 && training.timeBudget().seconds() < seconds;
        return bounded
                ? "Estimated time: %s (the time budget)"
                        .formatted(training.timeBudget().shown())
                : String.format(
                        Locale.ROOT,
                        "Estimated time: %s, assuming %.0f GFLOP/s per core on %d core(s); the log line of the first round gives a better estimate",
                        new TimeSpan(seconds).shown(),
                        FLOPS / 1e9,
                        cores);
    }

    /** Returns the seconds that {@code minibatches} take. */
    public double seconds(long minibatches, int rounds) {
        double ofExample = operations(network, examples.maxSeqLength(), examples.maxPredictionsPerSeq());
        double ofMinibatch = SECONDS_OF_A_STEP / Math.min(cores, training.workers())
                + training.trainBatchSize() * ofExample / (FLOPS * cores);
        return rounds * SECONDS_OF_A_ROUND + minibatches * ofMinibatch;
    }

    /**
     * Returns the floating-point operations for one example: two per weight and row forward, and twice as many
     * backward.
     *
     * @param length number of tokens
     * @param masked number of masked positions
     */
    public static double operations(NetworkConfig network, double length, double masked) {
        double hidden = network.hiddenSize();
        double layers = network.kind() == NetworkConfig.Kind.BERT ? network.numHiddenLayers() : 0;
        double ofLayer =
                length * (4 * hidden * hidden + 2 * hidden * network.intermediateSize()) + 2 * length * length * hidden;
        double outside = masked * hidden * (hidden + network.vocabSize());
        return 6 * (layers * ofLayer + outside);
    }

    /**
     * Returns the number of parameters of embeddings and layers. Biases and norms, about a hundredth of it, are left
     * out.
     */
    private long parameters() {
        long hidden = network.hiddenSize();
        long layers = network.kind() == NetworkConfig.Kind.BERT ? network.numHiddenLayers() : 0;
        long tables = hidden * (network.vocabSize() + network.maxPositionEmbeddings() + network.typeVocabSize());
        return tables + layers * (4 * hidden * hidden + 2 * hidden * network.intermediateSize()) + 2 * hidden * hidden;
    }
}
