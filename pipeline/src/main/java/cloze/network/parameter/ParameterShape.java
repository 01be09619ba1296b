package cloze.network.parameter;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One parameter of a network; the network itself need not exist.
 *
 * @param name part of the network and name there, joined by a full stop, e.g. {@code encoder.layer0.qkvKernel}; its name in checkpoints
 * @param extents kernels are [in, out], tables [rows, H]
 * @param offset its first element in the flat vector
 */
public record ParameterShape(String name, List<Long> extents, long offset) {
    public ParameterShape {
        extents = List.copyOf(extents);
    }

    /** Returns the number of elements. */
    public long length() {
        return extents.stream().reduce(1L, (a, b) -> a * b);
    }

    /** Returns the parameter's view of {@code flat}, a vector of all parameters of rank 1 or 2, in 'c' order. Writes go to the vector. */
    public INDArray view(INDArray flat) {
        long[] shape = extents.stream().mapToLong(Long::longValue).toArray();
        return flat.reshape(flat.length())
                .get(NDArrayIndex.interval(offset, offset + length()))
                .reshape('c', shape);
    }
}
