package cloze.curate.rule;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Removes the lines that C4 leaves out: short ones, those that do not end in a terminal punctuation mark, and those that
 * mention JavaScript. Blank lines stay where both neighbours do.
 */
final class CleanLines {
    private CleanLines() {}

    /** Returns the lines of {@code text} that stay. */
    static String of(String text, double minWords) {
        return text.lines()
                .filter(line -> line.isBlank() || isKept(line.strip(), minWords))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static boolean isKept(String line, double minWords) {
        return LineEnds.isTerminal(line)
                && !line.endsWith("...")
                && new MeasuredText(line).words() >= minWords
                && !line.toLowerCase(Locale.ROOT).contains("javascript");
    }
}
