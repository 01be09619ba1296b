package cloze.benchmark.cost;

import java.util.Arrays;

/**
 * Least squares with non-negative coefficients, because no cost can be negative. Tries every subset of the terms, and
 * keeps the non-negative solution with the smallest error; suitable for a handful of terms.
 */
final class NonNegativeFit {
    private static final double SINGULAR = 1e-9;

    private NonNegativeFit() {}

    /**
     * Returns one coefficient per term that minimises the relative errors of the sums of the terms.
     *
     * @param terms one row per target
     * @param targets the values to approximate; positive
     */
    static double[] of(double[][] terms, double[] targets) {
        int count = terms[0].length;
        double[] best = new double[count];
        double least = error(terms, targets, best);
        for (int chosen = 1; chosen < 1 << count; chosen++) {
            double[] solution = solve(terms, targets, chosen);
            boolean isPossible = Arrays.stream(solution).allMatch(value -> value >= 0);
            double error = isPossible ? error(terms, targets, solution) : Double.POSITIVE_INFINITY;
            if (error < least) {
                best = solution;
                least = error;
            }
        }
        return best;
    }

    /** Returns the sum of squared relative errors. */
    private static double error(double[][] terms, double[] targets, double[] coefficients) {
        double sum = 0;
        for (int row = 0; row < targets.length; row++) {
            double miss = 1;
            for (int term = 0; term < coefficients.length; term++) {
                miss -= coefficients[term] * terms[row][term] / targets[row];
            }
            sum += miss * miss;
        }
        return sum;
    }

    /**
     * Solves the normal equations of the {@code chosen} terms by elimination. Returns NaN if the solution is not
     * unique.
     */
    private static double[] solve(double[][] terms, double[] targets, int chosen) {
        int[] columns = java.util.stream.IntStream.range(0, terms[0].length)
                .filter(term -> (chosen >> term & 1) == 1)
                .toArray();
        int size = columns.length;
        // Scale each term by its largest share, so that bytes and seconds are comparable.
        double[] units = new double[size];
        for (int i = 0; i < size; i++) {
            for (int row = 0; row < targets.length; row++) {
                units[i] = Math.max(units[i], terms[row][columns[i]] / targets[row]);
            }
        }
        double[][] system = new double[size][size + 1];
        for (int row = 0; row < targets.length; row++) {
            for (int i = 0; i < size; i++) {
                double left = terms[row][columns[i]] / targets[row] / units[i];
                system[i][size] += left;
                for (int j = 0; j < size; j++) {
                    system[i][j] += left * terms[row][columns[j]] / targets[row] / units[j];
                }
            }
        }
        double[] solution = new double[terms[0].length];
        if (!eliminate(system)) {
            Arrays.fill(solution, Double.NaN);
            return solution;
        }
        for (int i = 0; i < size; i++) {
            solution[columns[i]] = system[i][size] / system[i][i] / units[i];
        }
        return solution;
    }

    /** Applies Gauss-Jordan elimination to a symmetric system. Returns whether it has a unique solution. */
    private static boolean eliminate(double[][] system) {
        for (int pivot = 0; pivot < system.length; pivot++) {
            if (!(system[pivot][pivot] > SINGULAR)) {
                return false;
            }
            for (int row = 0; row < system.length; row++) {
                double factor = row == pivot ? 0 : system[row][pivot] / system[pivot][pivot];
                for (int column = pivot; column <= system.length; column++) {
                    system[row][column] -= factor * system[pivot][column];
                }
            }
        }
        return true;
    }
}
