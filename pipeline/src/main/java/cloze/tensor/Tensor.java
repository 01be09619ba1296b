package cloze.tensor;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * A named array of floats.
 *
 * @param name unique in its file
 * @param shape extents, outermost first
 * @param values all elements in row-major order
 */
@SuppressWarnings("ArrayRecordComponent") // millions of floats, passed on without a copy; equality is defined below
public record Tensor(String name, List<Long> shape, float[] values) implements Serializable {

    public Tensor {
        shape = List.copyOf(shape);
        long elements = shape.stream().reduce(1L, (a, b) -> a * b);
        if (elements != values.length) {
            throw new IllegalArgumentException(
                    "Tensor %s: shape %s has %d elements, found %d".formatted(name, shape, elements, values.length));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that
                && name.equals(that.name)
                && shape.equals(that.shape)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Tensor[%s %s]".formatted(name, shape);
    }
}
