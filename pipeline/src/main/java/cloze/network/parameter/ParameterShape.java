package cloze.network.parameter;

import java.io.Serializable;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Name and shape of one parameter, independent of any network instance.
 *
 * @param name part of the network and name within it, joined by a full stop, e.g. {@code encoder.layer0.qkvKernel};
 *     also its name in checkpoints
 * @param extents [in, out] for kernels, [rows, H] for tables
 * @param offset index of its first element in the flat vector
 */
public record ParameterShape(String name, List<Long> extents, long offset) implements Serializable {
    public ParameterShape {
        extents = List.copyOf(extents);
    }

    /** Returns the number of elements. */
    public long length() {
        return extents.stream().reduce(1L, (a, b) -> a * b);
    }

    /**
     * Returns the view of the parameter in {@code flat}, a vector of all parameters with rank 1 or 2, in 'c' order.
     * Writing to the view changes the vector.
     */
    public INDArray view(INDArray flat) {
        long[] shape = extents.stream().mapToLong(Long::longValue).toArray();
        return flat.reshape(flat.length())
                .get(NDArrayIndex.interval(offset, offset + length()))
                .reshape('c', shape);
    }
}
