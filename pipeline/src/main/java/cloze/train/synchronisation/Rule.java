package cloze.train.synchronisation;

import cloze.config.TrainingConfig;
import cloze.config.TrainingConfig.Averaging;
import cloze.config.TrainingConfig.UpdaterState;
import java.io.Serializable;

/**
 * How the workers of a run are combined: what a {@link Synchronisation} is made from, on the driver or in a task.
 *
 * @param averaging use of a round's average
 * @param outerLearningRate learning rate of the outer optimiser
 * @param outerMomentum momentum of the outer optimiser
 * @param updaterState treatment of the optimiser's state
 * @param workers number of logical workers
 * @param blocks blocks over which the spread of the whole model is summed
 */
public record Rule(
        Averaging averaging,
        double outerLearningRate,
        double outerMomentum,
        UpdaterState updaterState,
        int workers,
        Blocks blocks)
        implements Serializable {

    /** Returns the rule that {@code training} configures for a model with this number of {@code parameters}. */
    public static Rule of(TrainingConfig training, int parameters) {
        TrainingConfig.Synchronisation configured = training.synchronisation();
        return new Rule(
                configured.averaging(),
                configured.outerLearningRate(),
                configured.outerMomentum(),
                configured.updaterState(),
                training.workers(),
                Blocks.of(parameters));
    }
}
