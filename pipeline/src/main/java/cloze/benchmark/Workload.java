package cloze.benchmark;

import cloze.config.NetworkConfig;
import cloze.config.NetworkPresets;
import cloze.config.RunConfig;
import cloze.config.TrainingBenchmarkConfig;
import cloze.config.TrainingConfig;
import cloze.pretrain.TrainingEstimate;
import java.util.List;

/**
 * A network and the training to measure it with.
 *
 * @param name a name of {@link TrainingBenchmarkConfig#presets}
 * @param network the network
 * @param length number of tokens per example
 * @param masked number of masked positions per example
 * @param warmUps number of uncounted rounds
 * @param rounds number of counted rounds
 * @param training training section of the rounds; it ends after the last one
 */
public record Workload(
        String name, NetworkConfig network, int length, int masked, int warmUps, int rounds, TrainingConfig training) {
    /** Words of the generated language and specials. Its pairs fill 64 tokens, 15 % of them masked. */
    private static final int STORY_PIECES = 500;

    private static final int STORY_LENGTH = 64;
    private static final int STORY_MASKED = 10;

    private static final double GIGA = 1e9;

    private static final int SEED_PAIRS = 3200;
    private static final int SEED_HIDDEN = 128;
    private static final int SEED_LENGTH = 128;
    private static final int SEED_MINIBATCHES_BETWEEN_METRICS = 10;

    /** Returns the workload {@code name} for this configuration. */
    static Workload of(String name, RunConfig config) {
        TrainingBenchmarkConfig asked = config.benchmark().training();
        TrainingConfig training = config.training();
        int frequency = training.averagingFrequency();
        int masked = config.examples().maxPredictionsPerSeq();
        NetworkConfig network = config.network();
        return switch (name) {
            case TrainingBenchmarkConfig.STORIES -> new Workload(
                            name,
                            NetworkPresets.of("tiny", network, STORY_PIECES),
                            STORY_LENGTH,
                            STORY_MASKED,
                            asked.warmUpRounds(),
                            asked.rounds(),
                            training)
                    .every(frequency);
            case TrainingBenchmarkConfig.SEED -> {
                // Metrics are due every 10 minibatches, counted over all workers, and each round ends with metrics.
                int each = Math.max(1, SEED_MINIBATCHES_BETWEEN_METRICS / training.workers());
                int examples = training.workers() * each * training.trainBatchSize();
                int rounds = (SEED_PAIRS + examples - 1) / examples;
                yield new Workload(
                                name,
                                pooled(network, pieces(config)),
                                SEED_LENGTH,
                                masked,
                                asked.warmUpRounds(),
                                rounds,
                                training)
                        .every(each);
            }
            default -> new Workload(
                            name,
                            NetworkPresets.of(name, network, pieces(config)),
                            config.examples().maxSeqLength(),
                            masked,
                            asked.warmUpRounds(),
                            asked.rounds(),
                            training)
                    .every(frequency);
        };
    }

    private static int pieces(RunConfig config) {
        int own = config.network().vocabSize();
        return own > 0 ? own : config.vocabulary().vocabSize();
    }

    private static NetworkConfig pooled(NetworkConfig network, int pieces) {
        return network.pooled(SEED_HIDDEN).withVocabSize(pieces);
    }

    /** Returns the floating-point operations of a worker's step, in 10^9. */
    double gigaflops() {
        return training.trainBatchSize() * TrainingEstimate.operations(network, length, masked) / GIGA;
    }

    private Workload every(int frequency) {
        return with(network, warmUps, rounds, training.workers(), frequency);
    }

    /** Returns a copy with another number of workers. */
    Workload withWorkers(int workers) {
        return with(network, warmUps, rounds, workers, training.averagingFrequency());
    }

    /** Returns a copy with {@code count} rounds, all of them counted. */
    Workload withRounds(int count) {
        return with(network, 0, count, training.workers(), training.averagingFrequency());
    }

    /** Returns whether it fixes its own examples, so that a configured prepare output does not apply. */
    public boolean isOfItsOwnExamples() {
        return List.of(TrainingBenchmarkConfig.STORIES, TrainingBenchmarkConfig.SEED)
                .contains(name);
    }

    /** Returns a copy with a vocabulary of {@code pieces}. */
    public Workload withVocabSize(int pieces) {
        return with(network.withVocabSize(pieces), warmUps, rounds, training.workers(), training.averagingFrequency());
    }

    private Workload with(NetworkConfig other, int before, int counted, int workers, int frequency) {
        int steps = (before + counted) * frequency;
        return new Workload(name, other, length, masked, before, counted, training.ofSteps(workers, steps, frequency));
    }
}
