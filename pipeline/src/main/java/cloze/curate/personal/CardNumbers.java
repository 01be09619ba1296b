package cloze.curate.personal;

import cloze.config.curate.PersonalDataConfig.Kind;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Finds payment card numbers (ISO/IEC 7812): 13 to 19 digits, single spaces or hyphens between them, of an issuer of
 * payment cards (the first digit is 3 to 6, or they begin with 22 to 27), whose last digit is the check digit of Luhn.
 */
final class CardNumbers {
    private static final int SHORTEST = 13;

    private static final Pattern CANDIDATE =
            Pattern.compile("(?<![\\d.,+-])(?:[3-6]|2[2-7])(?:[ -]?\\d){11,18}(?![\\d]|[.,-]\\d)");

    private CardNumbers() {}

    /** Passes each number of {@code text} to {@code found}, in their order. */
    static void find(String text, Consumer<Span> found) {
        DigitRuns.find(text, CANDIDATE.matcher(text), "", Kind.CARD, span -> {
            if (isValid(text, span.start(), span.end())) {
                found.accept(span);
            }
        });
    }

    /** Whether the digits are long enough, and sum up to a multiple of 10 after every second one from the end is doubled. */
    private static boolean isValid(String text, int start, int end) {
        int digits = 0;
        int sum = 0;
        for (int at = end - 1; at >= start; at--) {
            int digit = Character.digit(text.charAt(at), 10);
            if (digit >= 0) {
                int weighted = digits++ % 2 == 0 ? digit : 2 * digit;
                sum += weighted > 9 ? weighted - 9 : weighted;
            }
        }
        return digits >= SHORTEST && sum % 10 == 0;
    }
}
