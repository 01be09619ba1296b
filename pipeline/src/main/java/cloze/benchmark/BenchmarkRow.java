package cloze.benchmark;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One row of the benchmark.
 *
 * @param part which of {@link cloze.config.BenchmarkConfig#PARTS} was measured; the part training has rows named threads, memory and flat, too
 * @param values what applies to it: strings, doubles and ints
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

    /** Kept to four decimals: more would be noise. */
    BenchmarkRow with(BenchmarkColumn field, double value) {
        return withValue(field, Math.rint(value * 1e4) / 1e4);
    }

    /** Adds {@code amount / seconds}, unless nothing was there to be measured. */
    BenchmarkRow withRate(BenchmarkColumn field, double amount, double seconds) {
        return amount > 0 && seconds > 0 ? with(field, amount / seconds) : this;
    }

    /** A number of the row; NaN where it has none. */
    double number(BenchmarkColumn field) {
        return values.get(field) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** A text of the row; empty where it has none. */
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
