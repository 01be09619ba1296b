package cloze.config;

import java.io.Serializable;
import java.util.Locale;

/**
 * An amount of memory. In a configuration file it is a plain number of bytes, or a HOCON size such as {@code "6 GiB"}.
 *
 * @param bytes the amount in bytes
 */
public record ByteSize(long bytes) implements Serializable {
    private static final double MEBIBYTE = 1 << 20;

    /** Formats the amount in mebibytes. */
    public String shown() {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE);
    }
}
