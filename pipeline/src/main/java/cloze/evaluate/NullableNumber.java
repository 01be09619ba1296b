package cloze.evaluate;

/** Numbers as tables hold them. */
public final class NullableNumber {
    private NullableNumber() {}

    /** What cannot be measured is missing, not NaN. */
    public static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
