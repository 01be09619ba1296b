package cloze.config;

import cloze.error.InvalidConfigException;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * How the network is fitted. A step is one optimiser update of one worker; a round is averaging-frequency steps of every worker
 * followed by one averaging.
 *
 * @param workers logical workers whose weights are averaged; part of the result, never chosen by the machine
 * @param trainBatchSize examples per minibatch of one worker
 * @param averagingFrequency steps of each worker between two averagings
 * @param epochs passes over the training examples; ignored when maxSteps is set; 0: as many as the time budget allows
 * @param maxSteps steps of each worker; 0: as many as the epochs need
 * @param optimiser how a worker makes a step
 * @param nextSentenceWeight weight of the next-sentence loss; 0 trains on masked words only
 * @param checkpoints when the state is written, and how much of it is kept
 * @param synchronisation what becomes of the workers' states at the end of a round
 * @param timeBudget wall time after which the run ends with its round; the learning rate has fallen to 0 by then; 0: none
 * @param earlyStopping when the run ends because held-out examples are not predicted better any more
 * @param batchRamp stages with minibatches of another size before those of trainBatchSize, by rising share; of the steps, or of the
 *     examples when epochs bound the run
 * @param lengthPhases phases that take their examples from prepare outputs of their own, by share of the steps; none: one phase
 * @param memoryLimit resident size of a process at which the run stops behind a checkpoint; 0: none. Not part of the result
 * @param trainer what carries rounds to the workers. Not part of the result
 */
public record TrainingConfig(
        int workers,
        int trainBatchSize,
        int averagingFrequency,
        int epochs,
        int maxSteps,
        @JsonUnwrapped Optimiser optimiser,
        double nextSentenceWeight,
        @JsonUnwrapped Checkpoints checkpoints,
        @JsonUnwrapped Synchronisation synchronisation,
        TimeSpan timeBudget,
        EarlyStoppingConfig earlyStopping,
        List<BatchStage> batchRamp,
        List<LengthPhase> lengthPhases,
        ByteSize memoryLimit,
        Trainer trainer) {

    /** What the shares of the phases may miss 1 by, as decimal fractions do. */
    private static final double SHARE_ERROR = 1e-9;

    /** What carries rounds to the workers: all give the same weights to the bit. */
    public enum Trainer {
        /** Deeplearning4j's Spark trainer. */
        DL4J,
        /** A mapPartitions of Spark's, nothing else. */
        PLAIN
    }

    /** What becomes of a round's average. */
    public enum Averaging {
        /** It is what the next round begins with. */
        PLAIN,
        /**
         * The step from the round's beginning to it is a gradient for an outer optimiser with Nesterov's momentum: Douillard et al. 2023,
         * "DiLoCo: Distributed Low-Communication Training of Language Models", algorithm 1.
         */
        OUTER_NESTEROV
    }

    /** What becomes of the optimiser's state at the end of a round. */
    public enum UpdaterState {
        /** It is averaged with the weights. */
        AVERAGED,
        /** Each logical worker keeps its own. */
        LOCAL
    }

    /**
     * How a worker makes a step: AdamW by a rate that rises and falls, over clipped gradients.
     *
     * @param learningRate peak learning rate
     * @param warmupProportion share of all steps with a rising learning rate, in [0, 1)
     * @param weightDecay decoupled weight decay per unit of learning rate; not applied to biases and layer norms
     * @param adamBiasCorrection whether Adam's moments are corrected for their zero start; the reference does not
     * @param maxGradNorm largest global gradient norm; 0: no clipping
     */
    public record Optimiser(
            double learningRate,
            double warmupProportion,
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
                    .require(weightDecay >= 0, "weight-decay", weightDecay, "must be at least 0")
                    .require(maxGradNorm >= 0, "max-grad-norm", maxGradNorm, "must be positive, or 0 for no clipping"));
        }
    }

    /**
     * When the state of a run is written, and how much of it is kept.
     *
     * @param checkpointEvery rounds between two checkpoints
     * @param keepCheckpoints newest checkpoints kept
     */
    public record Checkpoints(int checkpointEvery, int keepCheckpoints) {
        public Checkpoints {
            Problems.check("training", problems -> problems.require(
                            checkpointEvery >= 1, "checkpoint-every", checkpointEvery, "must be at least 1")
                    .require(keepCheckpoints >= 1, "keep-checkpoints", keepCheckpoints, "must be at least 1"));
        }
    }

    /**
     * What becomes of the workers' states at the end of a round.
     *
     * @param averaging what becomes of a round's average
     * @param outerLearningRate share of the averaged step that is made; for outer-nesterov
     * @param outerMomentum share of earlier averaged steps that is added to it, in [0, 1); for outer-nesterov
     * @param updaterState what becomes of the optimiser's state at the end of a round
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

    /** Whether nothing but the time budget ends the run. */
    public boolean endsByTimeAlone() {
        return epochs == 0 && maxSteps == 0;
    }

    /**
     * The same training by {@code others} workers that make {@code steps} steps each, whatever else would end or change it, averaged after
     * every {@code frequency} of them.
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

    /** The same training with another peak learning rate. */
    public TrainingConfig withLearningRate(double rate) {
        return Records.copy(this, Map.of("learningRate", rate));
    }

    /**
     * Examples of one length bin that follow each other in an epoch's order: as many as the largest minibatch of the run.
     *
     * @throws InvalidConfigException when a size of batch-ramp does not divide it: minibatches would mix bins
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

    /** The same training without what its result does not depend on. */
    public TrainingConfig ofResult() {
        return Records.copy(this, Map.of("memoryLimit", new ByteSize(0), "trainer", Trainer.DL4J));
    }

    /** The same training on masked words only. */
    public TrainingConfig withoutNextSentence() {
        return Records.copy(this, Map.of("nextSentenceWeight", 0.0));
    }

    @Override
    public String toString() {
        return Records.text(this);
    }
}
