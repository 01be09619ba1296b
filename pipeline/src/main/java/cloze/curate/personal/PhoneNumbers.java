package cloze.curate.personal;

import cloze.config.curate.PersonalDataConfig.Kind;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Finds telephone numbers in three forms: international with + or 00 (ITU-T E.164: up to 15 digits), North American with
 * separators, and national with a leading 0 and a separator. Other local numbers cannot be told from numbers of another
 * kind.
 */
final class PhoneNumbers {
    private static final String GAP = "[ ./-]?";

    private static final Pattern CANDIDATE = Pattern.compile("(?<![\\w.,+/-])(?<!\\d )(?:"
            // International: a country, then groups.
            + "(?:\\+|00)[1-9]\\d{0,2}" + GAP + "(?:\\(\\d{1,4}\\)" + GAP + ")?\\d(?:" + GAP + "\\d){5,11}"
            // North American: area, exchange, number.
            + "|(?:1[ .-])?(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}[.-])[2-9]\\d{2}[ .-]\\d{4}"
            // National: an area with a leading 0, then at least six digits.
            + "|(?:\\(0[1-9]\\d{1,4}\\) ?|0[1-9]\\d{1,4}[ /-])\\d(?:" + GAP + "\\d){5,8}"
            + ")(?![\\w]|[.,-]\\d)");

    private PhoneNumbers() {}

    /** Passes each number of {@code text} to {@code found}, in their order. */
    static void find(String text, Consumer<Span> found) {
        DigitRuns.find(text, CANDIDATE.matcher(text), "+(", Kind.PHONE, found);
    }
}
