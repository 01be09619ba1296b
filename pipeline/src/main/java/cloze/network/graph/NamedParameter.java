package cloze.network.graph;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One parameter of a graph.
 *
 * @param vertex name of the vertex it belongs to
 * @param name its name there
 * @param view a window on the flat vector, of this shape and in 'c' order: writing to it changes the network
 * @param shape kernels are [in, out], tables [rows, H]
 */
@SuppressWarnings("ArrayRecordComponent") // a handle on memory, never compared
public record NamedParameter(String vertex, String name, INDArray view, long[] shape) {
    /** Its name among all parameters, as in checkpoints. */
    public String qualifiedName() {
        return vertex + "." + name;
    }
}
