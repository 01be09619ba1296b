package cloze.tensor;

import java.util.List;

/**
 * The header entry of one tensor.
 *
 * @param name unique in its file
 * @param type how the elements are stored
 * @param shape extents, outermost first
 * @param begin offset of the first byte, counted from the end of the header
 * @param end offset after the last byte
 */
public record TensorEntry(String name, ElementType type, List<Long> shape, long begin, long end) {
    public TensorEntry {
        shape = List.copyOf(shape);
    }

    /** Returns the number of elements. */
    public long length() {
        return (end - begin) / type.bytes();
    }
}
