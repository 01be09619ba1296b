package cloze.config;

import java.time.Duration;

/**
 * A length of time. In a file a plain number of seconds, or a HOCON duration such as {@code "30 minutes"}.
 *
 * @param seconds its length
 */
public record TimeSpan(double seconds) {
    /** No time at all: mostly the sign for "no bound". */
    public static final TimeSpan ZERO = new TimeSpan(0);

    /** For a message: {@code 95 s} as 1m35s. */
    public String shown() {
        var duration = Duration.ofSeconds(Math.round(seconds));
        return duration.toMinutes() == 0
                ? duration.toSeconds() + "s"
                : "%dm%02ds".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
