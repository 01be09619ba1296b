package cloze.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A share of a quality table, estimated from separate stretches of a corpus. Documents that are neighbours in a file
 * resemble each other, so the stretches count as the independent observations, not the documents: the estimate is the
 * ratio of two sums over clusters (Cochran, Sampling Techniques, 3rd edition, section 6.3 and 9A.1).
 *
 * @param table name of the table
 * @param row name of the row
 * @param column name of the column
 * @param parts the counted part of each stretch
 * @param wholes what it is a part of; 0 where the stretch holds nothing to count
 */
public record SampledShare(String table, String row, String column, List<Double> parts, List<Double> wholes) {
    /** Stretches without which no interval is trusted. */
    static final int FEWEST = 16;

    /** Student's t for 99.9 % and {@link #FEWEST} - 1 degrees of freedom; more stretches would need less. */
    private static final double T = 4.073;

    /** Creates a share of which nothing is counted yet. */
    public SampledShare(String table, String row, String column) {
        this(table, row, column, new ArrayList<>(), new ArrayList<>());
    }

    /** Adds one stretch. */
    public void add(double part, double whole) {
        parts.add(part);
        wholes.add(whole);
    }

    double value() {
        return Shares.of(sum(parts), whole());
    }

    /** Returns the sum of what the share is a part of. */
    double whole() {
        return sum(wholes);
    }

    /** Returns the number of stretches that hold something to count. */
    long stretches() {
        return wholes.stream().filter(whole -> whole > 0).count();
    }

    /** Returns half the width of the 99.9 % interval; infinite with too few stretches. */
    double margin() {
        long n = stretches();
        if (n < FEWEST) {
            return Double.POSITIVE_INFINITY;
        }
        double share = value();
        double squares = 0;
        for (int i = 0; i < parts.size(); i++) {
            double residual = parts.get(i) - share * wholes.get(i);
            squares += residual * residual;
        }
        return T * Math.sqrt(squares * n / (n - 1)) / whole();
    }

    /** Formats the value and its interval. */
    String shown() {
        String value = "%s, %s: %s = %s".formatted(table, row, column, Breach.shown(value()));
        return stretches() < FEWEST
                ? "%s in %d place(s)".formatted(value, stretches())
                : String.format(
                        Locale.ROOT,
                        "%s, 99.9 %% interval %.4f to %.4f",
                        value,
                        Math.max(0, value() - margin()),
                        Math.min(1, value() + margin()));
    }

    private static double sum(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).sum();
    }
}
