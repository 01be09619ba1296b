package cloze.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was broken and what came of it, a row each; stands in target/faults.md after a run of the tests. */
final class FaultTable {
    private static final Path FILE = Path.of("target", "faults.md");

    private final List<String> lines = new ArrayList<>(
            List.of("| fault | what was done | what happened | same bytes |", "| --- | --- | --- | --- |"));

    /** @param same whether the result is that of a run without the fault */
    void add(String fault, String done, String happened, boolean same) {
        lines.add("| %s | %s | %s | %s |".formatted(fault, done, happened, same ? "yes" : "NO"));
        try {
            Files.createDirectories(FILE.getParent());
            Files.write(FILE, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing " + FILE, e);
        }
    }
}
