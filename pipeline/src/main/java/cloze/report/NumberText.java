package cloze.report;

import java.util.Locale;

/** Formats numbers for readers. An unknown number is formatted as empty text. */
public final class NumberText {
    private NumberText() {}

    /** Formats a share as percent: {@code 78.0 %}. */
    public static String percent(double share) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Formats a share with its interval: {@code 78.0 % (77.1 to 78.9)}. */
    static String percent(double share, double low, double high) {
        return Double.isNaN(low) || Double.isNaN(high)
                ? percent(share)
                : String.format(Locale.ROOT, "%s (%.1f to %.1f)", percent(share), 100 * low, 100 * high);
    }

    /** Formats a difference of shares in percentage points, with its sign: {@code +0.4}. */
    static String points(double difference) {
        return Double.isNaN(difference) ? "" : String.format(Locale.ROOT, "%+.1f", 100 * difference);
    }

    /** Formats a loss in nats. */
    public static String nats(double loss) {
        return Double.isNaN(loss) ? "" : String.format(Locale.ROOT, "%.3f", loss);
    }

    /** Formats a loss with its interval. */
    public static String nats(double loss, double low, double high) {
        return Double.isNaN(low) || Double.isNaN(high)
                ? nats(loss)
                : String.format(Locale.ROOT, "%s (%.3f to %.3f)", nats(loss), low, high);
    }

    public static String seconds(double seconds) {
        return Double.isNaN(seconds) ? "" : String.format(Locale.ROOT, "%,.0f", seconds);
    }

    /** Formats a number with one decimal and its sign if it is negative. */
    static String decimal(double number) {
        return Double.isNaN(number) ? "" : String.format(Locale.ROOT, "%.1f", number);
    }

    static String probability(double probability) {
        return Double.isNaN(probability) ? "" : String.format(Locale.ROOT, "%.2f", probability);
    }
}
