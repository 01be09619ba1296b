package cloze.train.optimiser;

import cloze.config.TrainingConfig.Optimiser;
import cloze.config.TrainingConfig.Schedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The learning rate of each step, counted from 0. It rises linearly from 0 during warm-up, so that step 0 has rate 0, and
 * then follows the {@link Schedule}.
 *
 * <p>In a run with a time budget, the schedule ends when the budget does. If at the beginning of a round the spent
 * share of the budget exceeds the share of steps done, the rate follows the share of the budget. Deeplearning4j passes
 * two counters to a schedule, iteration and epoch. Epochs have no other use here, so the second one carries the share,
 * in parts of {@value #PARTS}.
 *
 * <p>Compared by value, because Deeplearning4j joins parameters to one block of updater state only if their schedules
 * are equal.
 *
 * @param schedule how the rate falls
 * @param peak the highest rate
 * @param warmupSteps steps with an increasing rate; 0 for no warm-up
 * @param decaySteps last steps, in which the rate of {@link Schedule#WARMUP_STABLE_DECAY} falls
 * @param totalSteps steps of the whole run
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY, getterVisibility = Visibility.NONE)
public record LearningRate(
        @JsonProperty("schedule") Schedule schedule,
        @JsonProperty("peak") double peak,
        @JsonProperty("warmupSteps") int warmupSteps,
        @JsonProperty("decaySteps") int decaySteps,
        @JsonProperty("totalSteps") int totalSteps)
        implements ISchedule {
    /** The number of parts that make up the whole time budget. */
    public static final int PARTS = 1_000_000;

    /** Returns the rates of a run of {@code totalSteps} steps. Warm-up and decay are shares of them, rounded down. */
    public static LearningRate over(int totalSteps, Optimiser optimiser) {
        return new LearningRate(
                optimiser.schedule(),
                optimiser.learningRate(),
                (int) (totalSteps * optimiser.warmupProportion()),
                (int) (totalSteps * optimiser.decayProportion()),
                totalSteps);
    }

    /** Returns rates that fall linearly. */
    public static LearningRate linear(double peak, int warmupSteps, int totalSteps) {
        return new LearningRate(Schedule.LINEAR, peak, warmupSteps, 0, totalSteps);
    }

    /** @param spent spent share of the time budget, in parts of {@value #PARTS}; 0 in a run without a budget */
    @Override
    public double valueAt(int step, int spent) {
        double reached = Math.max(step, (double) totalSteps * spent / PARTS);
        if (reached < warmupSteps) {
            return peak * reached / warmupSteps;
        }
        return switch (schedule) {
            case LINEAR -> peak * (1 - Math.min(reached, totalSteps) / totalSteps);
            case WARMUP_STABLE_DECAY -> {
                double left = Math.max(0, totalSteps - reached);
                yield left < decaySteps ? peak * left / decaySteps : peak;
            }
            case INVERSE_SQUARE_ROOT -> peak * Math.sqrt(Math.max(1, warmupSteps) / Math.max(1, reached));
        };
    }

    @Override
    @SuppressWarnings("MissingSuperCall") // immutable
    public LearningRate clone() {
        return this;
    }
}
