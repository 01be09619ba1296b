package cloze.report.page;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Formats numbers of a drawing, in pixels. */
public final class Coordinate {
    private static final int DECIMALS = 2;

    private Coordinate() {}

    /** Formats with at most two decimals and no trailing zeros, the same in every locale. */
    public static String text(double pixels) {
        BigDecimal rounded = BigDecimal.valueOf(pixels).setScale(DECIMALS, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
