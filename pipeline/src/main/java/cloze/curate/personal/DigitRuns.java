package cloze.curate.personal;

import cloze.config.curate.PersonalDataConfig.Kind;
import java.util.function.Consumer;
import java.util.regex.Matcher;

/**
 * Searches for a pattern where digits begin. Most text has few digits, and a pattern that is tried at each character takes
 * a hundred times as long.
 */
final class DigitRuns {
    private DigitRuns() {}

    /**
     * Passes each match to {@code found}, in their order and without overlaps.
     *
     * @param candidate matcher of {@code text} whose matches begin with a digit, or with one of {@code first} before it
     * @param first characters that may stand before the first digit
     */
    static void find(String text, Matcher candidate, String first, Kind kind, Consumer<Span> found) {
        candidate.useTransparentBounds(true);
        int at = 0;
        while (at < text.length()) {
            if (!isDigit(text.charAt(at))) {
                at++;
                continue;
            }
            boolean hasFirst = at > 0 && first.indexOf(text.charAt(at - 1)) >= 0;
            if ((hasFirst && matches(candidate, at - 1)) || matches(candidate, at)) {
                found.accept(new Span(kind, candidate.start(), candidate.end()));
                at = candidate.end();
            }
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
        }
    }

    private static boolean matches(Matcher candidate, int at) {
        return candidate.region(at, candidate.regionEnd()).lookingAt();
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
