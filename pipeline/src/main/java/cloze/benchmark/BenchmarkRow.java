package cloze.benchmark;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One row of the benchmark.
 *
 * @param part the measured one of {@link cloze.config.BenchmarkConfig#PARTS}; the part training also has rows named
 *     threads, memory and flat
 * @param values strings, doubles and ints for the columns that apply
 */
public record BenchmarkRow(String part, Map<BenchmarkColumn, Object> values) {
    public BenchmarkRow {
        Map<BenchmarkColumn, Object> copy = new EnumMap<>(BenchmarkColumn.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    static BenchmarkRow of(String part) {
        return new BenchmarkRow(part, Map.of());
    }

    BenchmarkRow with(BenchmarkColumn field, String value) {
        return withValue(field, value);
    }

    BenchmarkRow with(BenchmarkColumn field, int value) {
        return withValue(field, value);
    }

    /** Adds a number, rounded to four decimals; more would be noise. */
    BenchmarkRow with(BenchmarkColumn field, double value) {
        return withValue(field, Math.rint(value * 1e4) / 1e4);
    }

    /** Adds {@code amount / seconds}, unless there was nothing to measure. */
    BenchmarkRow withRate(BenchmarkColumn field, double amount, double seconds) {
        return amount > 0 && seconds > 0 ? with(field, amount / seconds) : this;
    }

    /** Returns a number of the row; NaN if it has none. */
    double number(BenchmarkColumn field) {
        return values.get(field) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** Returns a text of the row; empty if it has none. */
    String text(BenchmarkColumn field) {
        return values.getOrDefault(field, "").toString();
    }

    private BenchmarkRow withValue(BenchmarkColumn field, Object value) {
        Map<BenchmarkColumn, Object> more = new EnumMap<>(BenchmarkColumn.class);
        more.putAll(values);
        more.put(field, value);
        return new BenchmarkRow(part, more);
    }
}
