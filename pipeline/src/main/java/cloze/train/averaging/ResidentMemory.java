package cloze.train.averaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Measures the memory of this process, including native memory, as operating systems and containers count it against
 * their limits.
 */
public final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String FIELD = "VmRSS:";

    private ResidentMemory() {}

    /** Returns the resident size in bytes; 0 if the operating system does not report it as Linux does. */
    public static long bytes() {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try (var lines = Files.lines(STATUS, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith(FIELD))
                    .mapToLong(ResidentMemory::size)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + STATUS, e);
        }
    }

    /** Parses a line such as {@code VmRSS:  1234 kB}, and returns bytes. */
    public static long size(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
    }
}
