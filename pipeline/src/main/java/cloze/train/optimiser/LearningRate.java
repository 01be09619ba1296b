package cloze.train.optimiser;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The learning rate of google-research/bert (optimization.py, create_optimizer). It falls linearly from the peak to 0
 * at the last step. During warm-up, a linear increase from 0 overrides it. Step 0 therefore has rate 0, and at the end
 * of the warm-up the rate drops from nearly the peak to {@code peak * (1 - warmup / total)}. Steps are counted from 0.
 *
 * <p>In a run with a time budget, the schedule ends when the budget does. If at the beginning of a round the spent
 * share of the budget exceeds the share of steps done, the rate follows the share of the budget. Deeplearning4j passes
 * two counters to a schedule, iteration and epoch. Epochs have no other use here, so the second one carries the share,
 * in parts of {@value #PARTS}.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
public final class WarmupLinearDecay implements ISchedule {
    /** The number of parts that make up the whole time budget. */
    public static final int PARTS = 1_000_000;

    private static final long serialVersionUID = 1L;

    private final double peak;
    private final int warmupSteps;
    private final int totalSteps;

    /**
     * @param peak the rate at which the warm-up ends, and at which the decay would start at step 0
     * @param warmupSteps steps with an increasing rate; 0 for no warm-up
     * @param totalSteps steps of the whole run
     */
    public WarmupLinearDecay(
            @JsonProperty("peak") double peak,
            @JsonProperty("warmupSteps") int warmupSteps,
            @JsonProperty("totalSteps") int totalSteps) {
        this.peak = peak;
        this.warmupSteps = warmupSteps;
        this.totalSteps = totalSteps;
    }

    /**
     * Returns the schedule of a run of {@code totalSteps} steps. The number of warm-up steps is
     * {@code warmupProportion} of them, rounded down.
     */
    public static WarmupLinearDecay over(int totalSteps, double peak, double warmupProportion) {
        return new WarmupLinearDecay(peak, (int) (totalSteps * warmupProportion), totalSteps);
    }

    /** @param spent spent share of the time budget, in parts of {@value #PARTS}; 0 in a run without a budget */
    @Override
    public double valueAt(int step, int spent) {
        double reached = Math.max(step, (double) totalSteps * spent / PARTS);
        if (reached < warmupSteps) {
            return peak * reached / warmupSteps;
        }
        return peak * (1 - Math.min(reached, totalSteps) / totalSteps);
    }

    @Override
    @SuppressWarnings("MissingSuperCall") // immutable; Object.clone would copy the same three numbers
    public WarmupLinearDecay clone() {
        return new WarmupLinearDecay(peak, warmupSteps, totalSteps);
    }

    /**
     * Compares by value, because Deeplearning4j joins parameters to one block of updater state only if their schedules
     * are equal.
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof WarmupLinearDecay that
                && peak == that.peak
                && warmupSteps == that.warmupSteps
                && totalSteps == that.totalSteps;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(peak) + 31 * (warmupSteps + 31 * totalSteps);
    }

    @Override
    public String toString() {
        return "WarmupLinearDecay[peak=%s, warmupSteps=%d, totalSteps=%d]".formatted(peak, warmupSteps, totalSteps);
    }
}
