package cloze.jobs.command;

import cloze.error.ClozeException;
import cloze.error.CorruptArtifactException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a user is told of something thrown. The fault a user can mend is often the cause of what Spark throws.
 *
 * @param message what is wrong
 * @param hint what helps beyond the message; empty where the message says it all
 * @param exitCode what the process ends with
 */
public record Fault(String message, String hint, int exitCode) {
    private static final int OTHER = 1;
    private static final int MOST_CAUSES = 50;
    private static final int LONGEST_LINE = 1000;

    public static Fault of(Throwable thrown) {
        List<Throwable> causes = Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .toList();
        for (Throwable cause : causes) {
            if (cause instanceof ClozeException fault) {
                return new Fault(fault.getMessage(), "", fault.exitCode());
            }
        }
        Optional<Fault> known = causes.stream()
                .flatMap(cause -> FullHeap.message(cause).stream())
                .findFirst()
                .or(() -> StorageFault.message(causes))
                .map(message -> new Fault(message, "", OTHER))
                .or(() -> DamagedFile.message(causes)
                        .map(CorruptArtifactException::new)
                        .map(Fault::of));
        if (known.isPresent()) {
            return known.get();
        }
        Throwable root = causes.get(causes.size() - 1);
        return new Fault(
                root.getClass().getSimpleName() + ": " + root.getMessage(), "; --verbose shows the stack trace", OTHER);
    }

    /** The message in one line, the beginning of a very long one. */
    public String line() {
        String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
    }
}
