package cloze.evaluate;

/** Converts numbers to cells of tables. */
public final class NullableNumber {
    private NullableNumber() {}

    /** Returns null for NaN, which stands for a value that could not be measured. */
    public static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
