package cloze.train.optimiser;

import org.deeplearning4j.optimize.api.StepFunction;
import org.deeplearning4j.optimize.solvers.accumulation.GradientsAccumulator;
import org.deeplearning4j.optimize.solvers.accumulation.IndexedTail;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Stands where Deeplearning4j would take the updates from the parameters: {@link FusedUpdater} has done it. */
final class NoOpAccumulator implements GradientsAccumulator {
    private static final long serialVersionUID = 1L;

    private static final String NOTHING_IS_SHARED = "Workers meet at the end of a round only";

    @Override
    public void storeUpdate(INDArray array, int iterationNumber, int epochNumber) {
        // It is in the parameters.
    }

    @Override
    public void applyUpdate(StepFunction function, INDArray params, INDArray updates, boolean isFinalStep) {
        // It is in the parameters.
    }

    @Override
    public void applyUpdate(StepFunction function, INDArray params, INDArray updates, double alpha) {
        // It is in the parameters.
    }

    @Override
    public boolean hasAnything() {
        return false;
    }

    @Override
    public void reset() {
        // Nothing is kept.
    }

    @Override
    public void touch() {
        // It belongs to no thread.
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
