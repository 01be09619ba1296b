package cloze.config;

import java.time.Duration;

/**
 * A duration. In a configuration file it is a plain number of seconds, or a HOCON duration such as
 * {@code "30 minutes"}.
 *
 * @param seconds the duration in seconds
 */
public record TimeSpan(double seconds) {
    /** A duration of zero, which usually means "no bound". */
    public static final TimeSpan ZERO = new TimeSpan(0);

    /** Formats the duration, for example {@code 95 s} as 1m35s. */
    public String shown() {
        var duration = Duration.ofSeconds(Math.round(seconds));
        return duration.toMinutes() == 0
                ? duration.toSeconds() + "s"
                : "%dm%02ds".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
