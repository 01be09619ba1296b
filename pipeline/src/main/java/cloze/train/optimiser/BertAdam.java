package cloze.train.optimiser;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Adam as in google-research/bert (optimization.py, AdamWeightDecayOptimizer): betas 0.9 and 0.999, epsilon 1e-6
 * outside the root, and no bias correction by default. Decoupled weight decay is declared as Deeplearning4j's own
 * {@link org.nd4j.linalg.learning.regularization.WeightDecay} on the parameters that decay. It takes its rate from this
 * updater, at the same step. {@link FusedUpdater} performs the whole step.
 *
 * <p>State: [m | v], two floats per parameter.
 */
public final class BertAdam implements IUpdater {
    private static final long serialVersionUID = 1L;

    /** Number of moments of each parameter. */
    public static final int MOMENTS = 2;

    static final double BETA_1 = 0.9;
    static final double BETA_2 = 0.999;
    static final double EPSILON = 1e-6;

    /** The treatment of the bias that the moments have because they start at zero. */
    public enum Bias {
        /** Not corrected, as in the reference. */
        KEPT,
        /**
         * Corrected: m / (1 - beta1^t) and v / (1 - beta2^t), with t counted from 1 (Kingma and Ba 2015, algorithm 1).
         */
        CORRECTED
    }

    private final ISchedule learningRate;
    private final Bias bias;

    public BertAdam(@JsonProperty("learningRate") ISchedule learningRate, @JsonProperty("bias") Bias bias) {
        this.learningRate = learningRate;
        this.bias = bias;
    }

    Bias bias() {
        return bias;
    }

    @Override
    public long stateSize(long parameters) {
        return MOMENTS * parameters;
    }

    @Override
    public GradientUpdater<BertAdam> instantiate(INDArray state, boolean initialize) {
        var updater = new BertAdamUpdater(this);
        updater.setStateViewArray(state, new long[] {state.length() / 2}, 'c', initialize);
        return updater;
    }

    @Override
    public GradientUpdater<BertAdam> instantiate(Map<String, INDArray> state, boolean initialize) {
        var updater = new BertAdamUpdater(this);
        updater.setState(state, initialize);
        return updater;
    }

    @Override
    public double getLearningRate(int step, int epoch) {
        return learningRate.valueAt(step, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double rate, ISchedule schedule) {
        throw new UnsupportedOperationException("BertAdam's schedule is fixed when it is made; make another one");
    }

    @Override
    @SuppressWarnings("MissingSuperCall") // immutable but for the schedule, which is cloned
    public BertAdam clone() {
        return new BertAdam(learningRate.clone(), bias);
    }

    /** Compares by value, because parameters share one block of updater state only if their updaters are equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof BertAdam that && learningRate.equals(that.learningRate) && bias == that.bias;
    }

    @Override
    public int hashCode() {
        return learningRate.hashCode() + 31 * bias.name().hashCode();
    }
}
