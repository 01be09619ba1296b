package cloze.benchmark.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Counts the bytes of this machine's network cards, or those of this process's network namespace. */
final class NetworkCards {
    private static final Path CARDS = Path.of("/proc/net/dev");
    private static final String WITHIN_THE_MACHINE = "lo";
    private static final int SENT = 8;

    private NetworkCards() {}

    /** Returns the bytes sent and received since the cards were added; 0 if the operating system does not count as Linux does. */
    static long bytes() {
        if (!Files.isReadable(CARDS)) {
            return 0;
        }
        try (var lines = Files.lines(CARDS, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains(":"))
                    .mapToLong(NetworkCards::bytes)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + CARDS, e);
        }
    }

    /** Parses a line such as {@code eth0: 1234 5 0 0 0 0 0 0 5678 9 0 0 0 0 0 0}: received first, sent from the ninth number on. */
    static long bytes(String line) {
        String[] parts = line.split(":", 2);
        String[] counts = parts[1].strip().split("\\s+", -1);
        return parts[0].strip().equals(WITHIN_THE_MACHINE)
                ? 0
                : Long.parseLong(counts[0]) + Long.parseLong(counts[SENT]);
    }
}
