package cloze.train;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The learning rate of google-research/bert (optimization.py, create_optimizer): it falls in a line from the peak to 0 at the last step;
 * while a step is below the warm-up's end the value is overridden by a line from 0. Step 0 therefore has rate 0, and at the hand-over
 * the rate drops from nearly the peak to {@code peak * (1 - warmup / total)}. Steps are counted from 0.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
public final class WarmupLinearDecay implements ISchedule {
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

    @Override
    public double valueAt(int step, int epoch) {
        if (step < warmupSteps) {
            return peak * step / warmupSteps;
        }
        return peak * (1 - (double) Math.min(step, totalSteps) / totalSteps);
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
