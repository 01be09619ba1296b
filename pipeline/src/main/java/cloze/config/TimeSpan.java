package cloze.config;

/**
 * A length of time. In a file a plain number of seconds, or a HOCON duration such as {@code "30 minutes"}.
 *
 * @param seconds its length
 */
public record TimeSpan(double seconds) {
    /** No time at all: mostly the sign for "no bound". */
    public static final TimeSpan ZERO = new TimeSpan(0);
}
