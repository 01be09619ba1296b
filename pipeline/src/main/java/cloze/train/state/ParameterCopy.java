package cloze.train.state;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The parameters of a network, for one task. They may still be on their way, and are received when they are copied. */
@FunctionalInterface
public interface ParameterCopy {
    /** Fills {@code flat}, the flat vector of a network. Must be called at most once. */
    void copyTo(INDArray flat);
}
