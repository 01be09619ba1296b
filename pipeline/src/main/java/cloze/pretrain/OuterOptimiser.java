package cloze.pretrain;

import cloze.config.TrainingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the outer optimiser of {@code training.averaging = outer-nesterov} does to the learning rate. As long as rounds
 * move the weights in the same direction, Nesterov momentum multiplies their steps, up to outer-learning-rate / (1 -
 * outer-momentum).
 *
 * @param training the training section
 * @param rounds number of averaging rounds of the run
 */
record OuterOptimiser(TrainingConfig training, int rounds) {
    /**
     * Lengths of the momentum's memory, 1 / (1 - outer-momentum) rounds, below which a run is too short for it. DiLoCo
     * (arXiv 2311.08105) makes 128 rounds of 500 steps, at momentum 0.9 about 13 lengths, but starts from a trained
     * model; from scratch with 16 steps per round, 11 lengths were too few.
     */
    private static final int FEWEST_MEMORIES = 20;

    /** A multiple that changes the learning rate by less than anyone tunes it. */
    private static final double HARMLESS = 1.05;

    /** Returns lines for a dry run; none without the outer optimiser. */
    List<String> lines() {
        if (training.synchronisation().averaging() == TrainingConfig.Averaging.PLAIN) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Outer optimiser: multiplies steady steps by up to %.3g, so training.learning-rate = %.3g acts like %.3g",
                multiple(),
                training.optimiser().learningRate(),
                multiple() * training.optimiser().learningRate()));
        lines.addAll(warnings());
        return lines;
    }

    /** Returns what is likely to go wrong. */
    List<String> warnings() {
        TrainingConfig.Synchronisation outer = training.synchronisation();
        boolean isOuter = outer.averaging() == TrainingConfig.Averaging.OUTER_NESTEROV;
        long fewest = Math.round(FEWEST_MEMORIES / (1 - outer.outerMomentum()));
        if (!isOuter || rounds >= fewest || multiple() < HARMLESS) {
            return List.of();
        }
        return List.of(String.format(
                Locale.ROOT,
                "training.outer-momentum = %s: expected at least %d rounds, found %d; the momentum has hardly settled when the run ends. Lower training.outer-momentum or training.learning-rate, or use training.averaging = plain",
                outer.outerMomentum(),
                fewest,
                rounds));
    }

    private double multiple() {
        TrainingConfig.Synchronisation outer = training.synchronisation();
        return outer.outerLearningRate() / (1 - outer.outerMomentum());
    }
}
