package cloze.config;

import java.util.Locale;

/**
 * An amount of memory. In a file a plain number of bytes, or a HOCON size such as {@code "6 GiB"}.
 *
 * @param bytes its size
 */
public record ByteSize(long bytes) {
    private static final double MEBIBYTE = 1 << 20;

    /** For a message, in mebibytes. */
    public String shown() {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE);
    }
}
