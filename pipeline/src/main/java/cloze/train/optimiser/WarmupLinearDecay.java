package cloze.train.optimiser;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The learning rate of google-research/bert (optimization.py, create_optimizer): it falls in a line from the peak to 0 at the last step;
 * while a step is below the warm-up's end the value is overridden by a line from 0. Step 0 therefore has rate 0, and at the hand-over
 * the rate drops from nearly the peak to {@code peak * (1 - warmup / total)}. Steps are counted from 0.
 *
 * <p>In a run with a time budget the schedule reaches its end with the budget: a round whose share of the budget, at its beginning, is more
 * than its steps' share of all steps has the rate of that share. Deeplearning4j hands a schedule two counters, iteration and epoch; epochs
 * have no other use here, so that the second one carries the share, in parts of {@value #PARTS}.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
public final class WarmupLinearDecay implements ISchedule {
    /** The whole time budget. */
    public static final int PARTS = 1_000_000;

    private static final long serialVersionUID = 1L;

    private final double peak;
    private final int warmupSteps;
    private final int totalSteps;

    /**
     * @param peak the rate the two lines aim at
     * @param warmupSteps steps with a rising rate; 0: none
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

    /** The schedule of a run of {@code totalSteps} steps of which {@code warmupProportion} warm up, rounded down. */
    public static WarmupLinearDecay over(int totalSteps, double peak, double warmupProportion) {
        return new WarmupLinearDecay(peak, (int) (totalSteps * warmupProportion), totalSteps);
    }

    /** @param spent share of the time budget that is spent, in parts of {@value #PARTS}; 0 in a run without one */
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

    /** Deeplearning4j joins parameters to one block of updater state only while their schedules are equal. */
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
