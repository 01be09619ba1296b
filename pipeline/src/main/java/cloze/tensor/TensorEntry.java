package cloze.tensor;

import java.util.List;

/**
 * What a file's header says of one tensor.
 *
 * @param name unique in its file
 * @param type how its elements are stored
 * @param shape extents, outermost first
 * @param begin its first byte, counted from the end of the header
 * @param end behind its last byte
 */
public record TensorEntry(String name, ElementType type, List<Long> shape, long begin, long end) {
    public TensorEntry {
        shape = List.copyOf(shape);
    }

    /** Its elements. */
    long length() {
        return (end - begin) / type.bytes();
    }
}
