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
public record Measurement(String part, Map<Field, Object> values) {
    public Measurement {
        Map<Field, Object> copy = new EnumMap<>(Field.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    static Measurement of(String part) {
        return new Measurement(part, Map.of());
    }

    Measurement with(Field field, String value) {
        return withValue(field, value);
    }

    Measurement with(Field field, int value) {
        return withValue(field, value);
    }

    /** Kept to four decimals: more would be noise. */
    Measurement with(Field field, double value) {
        return withValue(field, Math.rint(value * 1e4) / 1e4);
    }

    /** Adds {@code amount / seconds}, unless nothing was there to be measured. */
    Measurement withRate(Field field, double amount, double seconds) {
        return amount > 0 && seconds > 0 ? with(field, amount / seconds) : this;
    }

    /** A number of the row; NaN where it has none. */
    double number(Field field) {
        return values.get(field) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** A text of the row; empty where it has none. */
    String text(Field field) {
        return values.getOrDefault(field, "").toString();
    }

    private Measurement withValue(Field field, Object value) {
        Map<Field, Object> more = new EnumMap<>(Field.class);
        more.putAll(values);
        more.put(field, value);
        return new Measurement(part, more);
    }
}
