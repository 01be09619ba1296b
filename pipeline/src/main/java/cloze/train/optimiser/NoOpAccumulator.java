package cloze.train.optimiser;

import org.deeplearning4j.optimize.api.StepFunction;
import org.deeplearning4j.optimize.solvers.accumulation.GradientsAccumulator;
import org.deeplearning4j.optimize.solvers.accumulation.IndexedTail;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Ignores the updates that Deeplearning4j would subtract from the parameters; {@link FusedUpdater} has already applied
 * them.
 */
final class NoOpAccumulator implements GradientsAccumulator {
    private static final long serialVersionUID = 1L;

    private static final String NOTHING_IS_SHARED = "Workers meet at the end of a round only";

    @Override
    public void storeUpdate(INDArray array, int iterationNumber, int epochNumber) {
        // The parameters already include the update.
    }

    @Override
    public void applyUpdate(StepFunction function, INDArray params, INDArray updates, boolean isFinalStep) {
        // The parameters already include the update.
    }

    @Override
    public void applyUpdate(StepFunction function, INDArray params, INDArray updates, double alpha) {
        // The parameters already include the update.
    }

    @Override
    public boolean hasAnything() {
        return false;
    }

    @Override
    public void reset() {
        // There is no state.
    }

    @Override
    public void touch() {
        // There is no state per thread.
    }

    @Override
    public void setExternalSource(IndexedTail source) {
        throw new UnsupportedOperationException(NOTHING_IS_SHARED);
    }

    @Override
    public IndexedTail getExternalSource() {
        throw new UnsupportedOperationException(NOTHING_IS_SHARED);
    }

    @Override
    public void receiveUpdate(INDArray array) {
        throw new UnsupportedOperationException(NOTHING_IS_SHARED);
    }

    @Override
    public void markExternalUpdates(boolean updatesAvailable) {
        throw new UnsupportedOperationException(NOTHING_IS_SHARED);
    }
}
