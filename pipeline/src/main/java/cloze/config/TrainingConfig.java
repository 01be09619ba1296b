package cloze.config;

import cloze.error.InvalidConfigException;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * How the network is trained. A step is one optimiser update of one worker. A round consists of averaging-frequency
 * steps of every worker, followed by one averaging.
 *
 * @param workers number of logical workers whose weights are averaged; part of the result, never derived from the
 *     machine
 * @param trainBatchSize examples per minibatch of one worker
 * @param averagingFrequency steps of each worker between two averagings
 * @param epochs passes over the training examples; ignored if maxSteps is set; 0 for as many as the time budget allows
 * @param maxSteps steps of each worker; 0 for as many as the epochs need
 * @param optimiser how a worker makes a step
 * @param initialOutputBias where the bias of the masked-word head starts in a new network
 * @param nextSentenceWeight weight of the next-sentence loss; 0 trains on masked words only
 * @param checkpoints when checkpoints are written, and how many are kept
 * @param synchronisation how the workers' states are combined at the end of a round
 * @param timeBudget wall time after which the run ends with the current round, when the learning rate has fallen to 0;
 *     0 for no budget
 * @param earlyStopping when the run ends because the loss on held-out examples no longer improves
 * @param batchRamp stages with other minibatch sizes before trainBatchSize applies, by ascending share of the steps, or
 *     of the examples if epochs bound the run
 * @param lengthPhases phases with examples from their own prepare outputs, by share of the steps; empty for a single
 *     phase
 * @param memoryLimit resident size of a process at which the run stops after a checkpoint; 0 for no limit. Not part of
 *     the result
 * @param onDivergence what happens to a round with a value that is not finite. Not part of the result: a run that diverged may
 *     be continued with another
 * @param trainer what carries rounds to the workers. Not part of the result
 * @param exchange where the workers' states are averaged. Not part of the result
 */
public record TrainingConfig(
        int workers,
        int trainBatchSize,
        int averagingFrequency,
        int epochs,
        int maxSteps,
        @JsonUnwrapped Optimiser optimiser,
        InitialOutputBias initialOutputBias,
        double nextSentenceWeight,
        @JsonUnwrapped Checkpoints checkpoints,
        @JsonUnwrapped Synchronisation synchronisation,
        TimeSpan timeBudget,
        EarlyStoppingConfig earlyStopping,
        List<BatchStage> batchRamp,
        List<LengthPhase> lengthPhases,
        ByteSize memoryLimit,
        Divergence onDivergence,
        Trainer trainer,
        @JsonUnwrapped Exchange exchange) {

    /** Tolerated deviation of the sum of the phases' shares from 1, because of decimal fractions. */
    private static final double SHARE_ERROR = 1e-9;

    /** The initial bias of the masked-word head, one value per piece. */
    public enum InitialOutputBias {
        /** Zeros, as in the reference. */
        ZERO,
        /**
         * The logarithm of each piece's share of the training tokens, so that the first predictions are the frequencies of pieces.
         * Otherwise the word table, which is also the output layer, has to learn them first, and its rows grow alike.
         */
        LOG_FREQUENCY
    }

    /** The treatment of a round in which a loss, gradient or weight is not finite. */
    public enum Divergence {
        /** The run ends. */
        FAIL,
        /** The run goes on from the state before the round, without its minibatches. */
        SKIP
    }

    /** The implementation that carries rounds to the workers. All yield the same weights to the bit. */
    public enum Trainer {
        /** Deeplearning4j's Spark trainer. */
        DL4J,
        /** Spark's mapPartitions alone. */
        PLAIN
    }

    /** The place where the workers' states are averaged. All yield the same weights to the bit. */
    public enum Route {
        /** {@link #SLICES} where executors are processes of their own, otherwise {@link #DRIVER}. */
        AUTOMATIC,
        /** The driver collects the states. */
        DRIVER,
        /** Executors exchange slices of the states, and keep the average. */
        SLICES
    }

    /** The use of a round's average. */
    public enum Averaging {
        /** The next round starts from the average. */
        PLAIN,
        /**
         * The step from the start of the round to the average is the gradient of an outer optimiser with Nesterov
         * momentum: Douillard et al. 2023, "DiLoCo: Distributed Low-Communication Training of Language Models",
         * algorithm 1.
         */
        OUTER_NESTEROV
    }

    /** The course of the learning rate after warm-up. */
    public enum Schedule {
        /**
         * Falls linearly, on a line from the peak at step 0 to 0 at the end of the run: google-research/bert,
         * optimization.py, create_optimizer. At the end of the warm-up the rate drops from nearly the peak to that line.
         */
        LINEAR,
        /**
         * Stays at the peak, and falls linearly to 0 in the last steps: Hu et al. 2024, "MiniCPM", section 4; Hägele et
         * al. 2024, "Scaling Laws and Compute-Optimal Training Beyond Fixed Training Durations", section 3.
         */
        WARMUP_STABLE_DECAY,
        /** Falls with the inverse square root of the step, never to 0: Vaswani et al. 2017, section 5.3. */
        INVERSE_SQUARE_ROOT
    }

    /** The treatment of the optimiser's state at the end of a round. */
    public enum UpdaterState {
        /** The states are averaged like the weights. */
        AVERAGED,
        /** Each logical worker keeps its own state. */
        LOCAL
    }

    /**
     * How a worker makes a step: AdamW with clipped gradients and a learning rate that rises and then falls.
     *
     * @param learningRate peak learning rate
     * @param schedule how the learning rate falls
     * @param warmupProportion share of all steps with a rising learning rate, in [0, 1)
     * @param decayProportion share of all steps, the last ones, with a falling learning rate, in [0, 1]; for
     *     warmup-stable-decay
     * @param weightDecay decoupled weight decay per unit of learning rate; not applied to biases and layer norms
     * @param adamBiasCorrection whether Adam's moments are corrected for starting at zero; the reference does not
     *     correct them
     * @param maxGradNorm largest global gradient norm; 0 disables clipping
     */
    public record Optimiser(
            double learningRate,
            Schedule schedule,
            double warmupProportion,
            double decayProportion,
            double weightDecay,
            boolean adamBiasCorrection,
            double maxGradNorm) {
        public Optimiser {
            Problems.check("training", problems -> problems.require(
                            learningRate > 0, "learning-rate", learningRate, "must be positive")
                    .require(
                            warmupProportion >= 0 && warmupProportion < 1,
                            "warmup-proportion",
                            warmupProportion,
                            "must be in [0, 1)")
                    .require(
                            decayProportion >= 0 && warmupProportion + decayProportion <= 1,
                            "decay-proportion",
                            decayProportion,
                            "must be at least 0, and with warmup-proportion at most 1")
                    .require(weightDecay >= 0, "weight-decay", weightDecay, "must be at least 0")
                    .require(maxGradNorm >= 0, "max-grad-norm", maxGradNorm, "must be positive, or 0 for no clipping"));
        }
    }

    /**
     * When checkpoints are written, and how many are kept.
     *
     * @param checkpointEvery rounds between two checkpoints
     * @param keepCheckpoints number of newest checkpoints to keep
     */
    public record Checkpoints(int checkpointEvery, int keepCheckpoints) {
        public Checkpoints {
            Problems.check("training", problems -> problems.require(
                            checkpointEvery >= 1, "checkpoint-every", checkpointEvery, "must be at least 1")
                    .require(keepCheckpoints >= 1, "keep-checkpoints", keepCheckpoints, "must be at least 1"));
        }
    }

    /**
     * How the workers' states are combined at the end of a round.
     *
     * @param averaging use of the round's average
     * @param outerLearningRate learning rate of the outer optimiser; for outer-nesterov
     * @param outerMomentum momentum of the outer optimiser, in [0, 1); for outer-nesterov
     * @param updaterState treatment of the optimiser's state
     */
    public record Synchronisation(
            Averaging averaging, double outerLearningRate, double outerMomentum, UpdaterState updaterState) {
        public Synchronisation {
            Problems.check("training", problems -> problems.require(
                            outerLearningRate > 0, "outer-learning-rate", outerLearningRate, "must be positive")
                    .require(
                            outerMomentum >= 0 && outerMomentum < 1,
                            "outer-momentum",
                            outerMomentum,
                            "must be in [0, 1)"));
        }
    }

    /**
     * Where the workers' states are averaged.
     *
     * @param averagingRoute the place
     * @param averagingSlices number of slices; 0 to derive it from the model and the number of workers
     * @param scalingMeasurements benchmark.json from which a dry run predicts efficiency; empty for the one that comes with
     *     the program
     * @param networkBandwidth bytes per second of an executor's network card, for a dry run
     */
    public record Exchange(
            Route averagingRoute, int averagingSlices, String scalingMeasurements, double networkBandwidth) {
        private static final double TEN_GIGABITS = 1.25e9;
        private static final Exchange DEFAULT = new Exchange(Route.AUTOMATIC, 0, "", TEN_GIGABITS);

        public Exchange {
            Problems.check("training", problems -> problems.require(
                            averagingSlices >= 0,
                            "averaging-slices",
                            averagingSlices,
                            "must be at least 1, or 0 to derive it")
                    .require(networkBandwidth > 0, "network-bandwidth", networkBandwidth, "must be positive"));
        }
    }

    public TrainingConfig {
        double budget = timeBudget.seconds();
        long memory = memoryLimit.bytes();
        batchRamp = List.copyOf(batchRamp);
        lengthPhases = List.copyOf(lengthPhases);
        List<Double> ramp = batchRamp.stream().map(BatchStage::untilShare).toList();
        List<Double> phases = lengthPhases.stream().map(LengthPhase::share).toList();
        double allPhases = phases.stream().mapToDouble(Double::doubleValue).sum();
        Problems.check("training", problems -> problems.require(workers >= 1, "workers", workers, "must be at least 1")
                .require(trainBatchSize >= 1, "train-batch-size", trainBatchSize, "must be at least 1")
                .require(averagingFrequency >= 1, "averaging-frequency", averagingFrequency, "must be at least 1")
                .require(
                        epochs >= 1 || (epochs == 0 && (maxSteps > 0 || budget > 0)),
                        "epochs",
                        epochs,
                        "must be at least 1, or 0 with a training.max-steps or training.time-budget that ends the run")
                .require(maxSteps >= 0, "max-steps", maxSteps, "must be at least 1, or 0 to train for the epochs")
                .require(nextSentenceWeight >= 0, "next-sentence-weight", nextSentenceWeight, "must be at least 0")
                .require(budget >= 0, "time-budget", budget, "must be positive, or 0 for none")
                .require(
                        ramp.stream().sorted().distinct().toList().equals(ramp),
                        "batch-ramp",
                        ramp,
                        "until-share must rise from stage to stage")
                .require(
                        ramp.isEmpty() || epochs > 0 || maxSteps > 0,
                        "batch-ramp",
                        ramp,
                        "needs training.epochs or training.max-steps, because its shares are fractions of it")
                .require(
                        phases.isEmpty() || Math.abs(allPhases - 1) < SHARE_ERROR,
                        "length-phases",
                        phases,
                        "the shares must add up to 1")
                .require(
                        phases.isEmpty() || maxSteps > 0,
                        "length-phases",
                        phases,
                        "needs training.max-steps, because its shares are fractions of it")
                .require(memory >= 0, "memory-limit", memory, "must be positive, or 0 for none"));
    }

    /** Returns whether only the time budget ends the run. */
    public boolean endsByTimeAlone() {
        return epochs == 0 && maxSteps == 0;
    }

    /**
     * Returns a copy with {@code others} workers and exactly {@code steps} steps each, averaged every {@code frequency}
     * steps, without anything else that would end or change the run.
     */
    public TrainingConfig ofSteps(int others, int steps, int frequency) {
        return Records.copy(
                this,
                Map.of(
                        "workers",
                        others,
                        "averagingFrequency",
                        frequency,
                        "epochs",
                        1,
                        "maxSteps",
                        steps,
                        "timeBudget",
                        new TimeSpan(0),
                        "batchRamp",
                        List.of(),
                        "lengthPhases",
                        List.of()));
    }

    /**
     * Returns a copy with {@code others} workers that take the plain mean of weights and moments after each of
     * {@code rounds} steps.
     *
     * @param slices number of slices; 0 to derive it
     */
    public TrainingConfig ofExchange(int others, int rounds, Route route, int slices) {
        return Records.copy(
                ofSteps(others, rounds, 1),
                Map.of(
                        "averaging",
                        Averaging.PLAIN,
                        "updaterState",
                        UpdaterState.AVERAGED,
                        "averagingRoute",
                        route,
                        "averagingSlices",
                        slices));
    }

    /** Returns a copy that ends after {@code budget} of wall time at the latest. */
    public TrainingConfig within(TimeSpan budget) {
        double before = timeBudget.seconds();
        return before > 0 && before <= budget.seconds() ? this : Records.copy(this, Map.of("timeBudget", budget));
    }

    /** Returns a copy with another peak learning rate. */
    public TrainingConfig withLearningRate(double rate) {
        return Records.copy(this, Map.of("learningRate", rate));
    }

    /**
     * Returns the number of consecutive examples of one length bin in the order of an epoch: the size of the largest
     * minibatch of the run.
     *
     * @throws InvalidConfigException if a size of batch-ramp does not divide it, because minibatches would then mix
     *     bins
     */
    public int lengthBinBlock() {
        List<Integer> sizes = new ArrayList<>();
        batchRamp.forEach(stage -> sizes.add(stage.trainBatchSize()));
        sizes.add(trainBatchSize);
        int largest = Collections.max(sizes);
        Problems.check(
                "training",
                problems -> problems.require(
                        sizes.stream().allMatch(size -> largest % size == 0),
                        "batch-ramp",
                        sizes,
                        "with examples.bins each minibatch size must divide the largest, %d; otherwise some minibatches would mix examples of two bins"
                                .formatted(largest)));
        return largest;
    }

    /** Returns a copy with fixed values for the keys that do not affect the result. */
    public TrainingConfig ofResult() {
        return Records.copy(
                this,
                Map.of(
                        "memoryLimit",
                        new ByteSize(0),
                        "onDivergence",
                        Divergence.FAIL,
                        "trainer",
                        Trainer.DL4J,
                        "exchange",
                        Exchange.DEFAULT));
    }

    /** Returns a copy that trains on masked words only. */
    public TrainingConfig withoutNextSentence() {
        return Records.copy(this, Map.of("nextSentenceWeight", 0.0));
    }

    @Override
    public String toString() {
        return Records.text(this);
    }
}
