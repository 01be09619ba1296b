package cloze.probe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The minimum of a smooth convex function by L-BFGS (Nocedal and Wright, "Numerical Optimization", algorithm 7.5) with a
 * backtracking line search. Sums in a fixed order, on one thread.
 */
final class Minimum {
    private static final int MEMORY = 10;
    private static final int MOST_ITERATIONS = 200;
    private static final int MOST_HALVINGS = 40;

    /** Share of the expected decrease that a step must bring (Armijo's rule). */
    private static final double SUFFICIENT = 1e-4;

    /** Decrease of the function in a step, relative to its value, at which it has converged. */
    private static final double TOLERANCE = 1e-7;

    private Minimum() {}

    /** A function to minimise. */
    @FunctionalInterface
    interface Loss {
        /** Returns the value at {@code point}, and writes its gradient. */
        double at(double[] point, double[] gradient);
    }

    /**
     * A step and what it did to the gradient.
     *
     * @param step difference of two points
     * @param change difference of their gradients
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Step(double[] step, double[] change) {}

    /** Returns the point of the minimum, found from {@code start}. */
    static double[] of(Loss loss, double[] start) {
        double[] point = start.clone();
        double[] gradient = new double[point.length];
        double value = loss.at(point, gradient);
        Deque<Step> memory = new ArrayDeque<>();
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            double[] direction = direction(gradient, memory);
            double slope = dot(direction, gradient);
            if (slope >= 0) {
                return point;
            }
            double length = memory.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
            double[] next = new double[point.length];
            double[] nextGradient = new double[point.length];
            double lower = value;
            for (int halving = 0; halving < MOST_HALVINGS; halving++) {
                for (int i = 0; i < next.length; i++) {
                    next[i] = point[i] + length * direction[i];
                }
                lower = loss.at(next, nextGradient);
                if (lower <= value + SUFFICIENT * length * slope) {
                    break;
                }
                length /= 2;
            }
            if (!(lower < value)) {
                return point;
            }
            remember(memory, new Step(difference(next, point), difference(nextGradient, gradient)));
            boolean converged = value - lower <= TOLERANCE * Math.max(1, Math.abs(value));
            point = next;
            gradient = nextGradient;
            value = lower;
            if (converged) {
                return point;
            }
        }
        return point;
    }

    private static void remember(Deque<Step> memory, Step step) {
        if (dot(step.step, step.change) > 0) {
            memory.addLast(step);
        }
        if (memory.size() > MEMORY) {
            memory.removeFirst();
        }
    }

    /** Returns minus the gradient times the approximate inverse of the Hessian. */
    private static double[] direction(double[] gradient, Deque<Step> memory) {
        double[] direction = Arrays.stream(gradient).map(slope -> -slope).toArray();
        List<Double> factors = new ArrayList<>();
        for (Iterator<Step> newest = memory.descendingIterator(); newest.hasNext(); ) {
            Step step = newest.next();
            double factor = dot(step.step, direction) / dot(step.step, step.change);
            factors.add(factor);
            add(direction, -factor, step.change);
        }
        if (!memory.isEmpty()) {
            Step last = memory.getLast();
            double scale = dot(last.step, last.change) / dot(last.change, last.change);
            for (int i = 0; i < direction.length; i++) {
                direction[i] *= scale;
            }
        }
        int index = factors.size();
        for (Step step : memory) {
            double factor = dot(step.change, direction) / dot(step.step, step.change);
            add(direction, factors.get(--index) - factor, step.step);
        }
        return direction;
    }

    private static void add(double[] sum, double factor, double[] part) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * part[i];
        }
    }

    private static double[] difference(double[] one, double[] other) {
        double[] difference = one.clone();
        add(difference, -1, other);
        return difference;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
