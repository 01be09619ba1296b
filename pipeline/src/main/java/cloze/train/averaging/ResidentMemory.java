package cloze.train.averaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process holds, native memory included: what an operating system's or a container's limit is compared with. */
public final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String FIELD = "VmRSS:";

    private ResidentMemory() {}

    /** The resident size in bytes; 0 where the operating system does not tell it as Linux does. */
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

    /** The bytes of a line such as {@code VmRSS:  1234 kB}. */
    public static long size(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
    }
}
