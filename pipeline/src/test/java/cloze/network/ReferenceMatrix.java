package cloze.network;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A matrix of doubles, row-major, that remembers what it was computed from, so that gradients flow back through it. Each operation is a
 * plain loop with the loop of its derivative beside it: slow, and short enough to be checked by eye and by finite differences.
 */
final class ReferenceMatrix {
    final int rows;
    final int columns;
    final double[] values;
    final double[] gradient;
    private final List<ReferenceMatrix> inputs;
    private Runnable backward = () -> {};

    private ReferenceMatrix(int rows, int columns, double[] values, List<ReferenceMatrix> inputs) {
        if (values.length != rows * columns) {
            throw new IllegalArgumentException("%d values for [%d, %d]".formatted(values.length, rows, columns));
        }
        this.rows = rows;
        this.columns = columns;
        this.values = values;
        this.gradient = new double[values.length];
        this.inputs = inputs;
    }

    /** A leaf: the values are copied. */
    static ReferenceMatrix of(int rows, int columns, double... values) {
        return new ReferenceMatrix(rows, columns, values.clone(), List.of());
    }

    private static ReferenceMatrix result(int rows, int columns, ReferenceMatrix... inputs) {
        return new ReferenceMatrix(rows, columns, new double[rows * columns], List.of(inputs));
    }

    double at(int row, int column) {
        return values[row * columns + column];
    }

    /** Adds the gradient of this [1, 1] matrix to the gradient of everything it was computed from. */
    void backpropagate() {
        requireShape(1, 1);
        Deque<ReferenceMatrix> lastFirst = new ArrayDeque<>();
        collect(lastFirst, Collections.newSetFromMap(new IdentityHashMap<>()));
        gradient[0] = 1;
        lastFirst.forEach(matrix -> matrix.backward.run());
    }

    /** Inputs go deeper into the stack than what uses them. */
    private void collect(Deque<ReferenceMatrix> lastFirst, Set<ReferenceMatrix> seen) {
        if (seen.add(this)) {
            inputs.forEach(input -> input.collect(lastFirst, seen));
            lastFirst.push(this);
        }
    }

    /** Matrix product, [r, k] x [k, c]. */
    ReferenceMatrix times(ReferenceMatrix right) {
        right.requireShape(columns, right.columns);
        ReferenceMatrix product = result(rows, right.columns, this, right);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < right.columns; j++) {
                for (int k = 0; k < columns; k++) {
                    product.values[i * right.columns + j] += at(i, k) * right.at(k, j);
                }
            }
        }
        product.backward = () -> {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < right.columns; j++) {
                    double above = product.gradient[i * right.columns + j];
                    for (int k = 0; k < columns; k++) {
                        gradient[i * columns + k] += above * right.at(k, j);
                        right.gradient[k * right.columns + j] += above * at(i, k);
                    }
                }
            }
        };
        return product;
    }

    ReferenceMatrix transposed() {
        ReferenceMatrix turned = result(columns, rows, this);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned.values[j * rows + i] = at(i, j);
            }
        }
        turned.backward = () -> {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    gradient[i * columns + j] += turned.gradient[j * rows + i];
                }
            }
        };
        return turned;
    }

    /** Sum of two matrices of one shape. */
    ReferenceMatrix plus(ReferenceMatrix other) {
        other.requireShape(rows, columns);
        ReferenceMatrix sum = result(rows, columns, this, other);
        Arrays.setAll(sum.values, i -> values[i] + other.values[i]);
        sum.backward = () -> {
            for (int i = 0; i < values.length; i++) {
                gradient[i] += sum.gradient[i];
                other.gradient[i] += sum.gradient[i];
            }
        };
        return sum;
    }

    /** Product element by element. */
    ReferenceMatrix timesElements(ReferenceMatrix other) {
        other.requireShape(rows, columns);
        ReferenceMatrix product = result(rows, columns, this, other);
        Arrays.setAll(product.values, i -> values[i] * other.values[i]);
        product.backward = () -> {
            for (int i = 0; i < values.length; i++) {
                gradient[i] += product.gradient[i] * other.values[i];
                other.gradient[i] += product.gradient[i] * values[i];
            }
        };
        return product;
    }

    /** Adds the single row {@code bias} [1, c] to every row. */
    ReferenceMatrix plusRow(ReferenceMatrix bias) {
        return plus(bias.row(new int[rows]));
    }

    /** Multiplies every row, element by element, with the single row {@code gain} [1, c]. */
    ReferenceMatrix timesRow(ReferenceMatrix gain) {
        return timesElements(gain.row(new int[rows]));
    }

    ReferenceMatrix scaled(double factor) {
        return map(x -> factor * x, x -> factor);
    }

    /** Applies a function of one number to each element; {@code derivative} is its derivative. */
    ReferenceMatrix map(DoubleUnaryOperator function, DoubleUnaryOperator derivative) {
        ReferenceMatrix image = result(rows, columns, this);
        Arrays.setAll(image.values, i -> function.applyAsDouble(values[i]));
        image.backward = () -> {
            for (int i = 0; i < values.length; i++) {
                gradient[i] += image.gradient[i] * derivative.applyAsDouble(values[i]);
            }
        };
        return image;
    }

    /** The named rows in the order given, repetitions included: an embedding look-up. */
    ReferenceMatrix row(int... indices) {
        ReferenceMatrix picked = result(indices.length, columns, this);
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values, indices[i] * columns, picked.values, i * columns, columns);
        }
        picked.backward = () -> {
            for (int i = 0; i < indices.length; i++) {
                for (int j = 0; j < columns; j++) {
                    gradient[indices[i] * columns + j] += picked.gradient[i * columns + j];
                }
            }
        };
        return picked;
    }

    /** Columns {@code from} (inclusive) to {@code to} (exclusive). */
    ReferenceMatrix columns(int from, int to) {
        return transposed().row(IntStream.range(from, to).toArray()).transposed();
    }

    /** Matrices of one width, one under the other. */
    static ReferenceMatrix stacked(List<ReferenceMatrix> parts) {
        int rows = parts.stream().mapToInt(part -> part.rows).sum();
        ReferenceMatrix whole = result(rows, parts.get(0).columns, parts.toArray(ReferenceMatrix[]::new));
        int end = 0;
        for (ReferenceMatrix part : parts) {
            part.requireShape(part.rows, whole.columns);
            System.arraycopy(part.values, 0, whole.values, end, part.values.length);
            end += part.values.length;
        }
        whole.backward = () -> {
            int offset = 0;
            for (ReferenceMatrix part : parts) {
                for (int i = 0; i < part.values.length; i++) {
                    part.gradient[i] += whole.gradient[offset + i];
                }
                offset += part.values.length;
            }
        };
        return whole;
    }

    /** Matrices of one height, side by side. */
    static ReferenceMatrix sideBySide(List<ReferenceMatrix> parts) {
        return stacked(parts.stream().map(ReferenceMatrix::transposed).toList()).transposed();
    }

    /** The sum of all elements, [1, 1]. */
    ReferenceMatrix sum() {
        return columnOf(rows, 1).transposed().times(this).times(columnOf(columns, 1));
    }

    /** The average of the rows, [1, c]. */
    ReferenceMatrix meanRow() {
        return columnOf(rows, 1.0 / rows).transposed().times(this);
    }

    /** Of row i the element in column {@code chosen[i]}, [r, 1]. */
    ReferenceMatrix pick(int... chosen) {
        ReferenceMatrix picked = result(rows, 1, this);
        Arrays.setAll(picked.values, i -> at(i, chosen[i]));
        picked.backward = () -> {
            for (int i = 0; i < rows; i++) {
                gradient[i * columns + chosen[i]] += picked.gradient[i];
            }
        };
        return picked;
    }

    /** Soft-max of each row. */
    ReferenceMatrix softmax() {
        ReferenceMatrix shares = result(rows, columns, this);
        for (int i = 0; i < rows; i++) {
            double largest =
                    Arrays.stream(values, i * columns, (i + 1) * columns).max().orElseThrow();
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += Math.exp(at(i, j) - largest);
            }
            for (int j = 0; j < columns; j++) {
                shares.values[i * columns + j] = Math.exp(at(i, j) - largest) / sum;
            }
        }
        shares.backward = () -> {
            for (int i = 0; i < rows; i++) {
                double expected = 0;
                for (int j = 0; j < columns; j++) {
                    expected += shares.at(i, j) * shares.gradient[i * columns + j];
                }
                for (int j = 0; j < columns; j++) {
                    gradient[i * columns + j] += shares.at(i, j) * (shares.gradient[i * columns + j] - expected);
                }
            }
        };
        return shares;
    }

    /** Each row shifted to mean 0 and scaled to variance 1 (divided by n); {@code epsilon} is added to the variance. */
    ReferenceMatrix normalized(double epsilon) {
        ReferenceMatrix mean = times(columnOf(columns, 1.0 / columns));
        ReferenceMatrix centred = plus(mean.times(columnOf(columns, -1).transposed()));
        ReferenceMatrix variance = centred.timesElements(centred).times(columnOf(columns, 1.0 / columns));
        ReferenceMatrix inverseDeviation =
                variance.map(v -> Math.pow(v + epsilon, -0.5), v -> -0.5 * Math.pow(v + epsilon, -1.5));
        return centred.timesElements(inverseDeviation.times(columnOf(columns, 1).transposed()));
    }

    private static ReferenceMatrix columnOf(int height, double value) {
        double[] values = new double[height];
        Arrays.fill(values, value);
        return of(height, 1, values);
    }

    private void requireShape(int expectedRows, int expectedColumns) {
        if (rows != expectedRows || columns != expectedColumns) {
            throw new IllegalArgumentException(
                    "shape [%d, %d], expected [%d, %d]".formatted(rows, columns, expectedRows, expectedColumns));
        }
    }
}
