package cloze.curate.personal;

import cloze.config.curate.PersonalDataConfig.Kind;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds e-mail addresses, in the form that HTML accepts for an input of type email, with a dot in the domain. */
final class EmailAddresses {
    private static final String LOCAL_MARKS = ".!#$%&'*+/=?^_`{|}~-";

    /** RFC 5321, 4.5.3.1.1. */
    private static final int LONGEST_LOCAL_PART = 64;

    private static final Pattern DOMAIN = Pattern.compile(
            "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?){0,8}\\.[A-Za-z]{2,63}");

    private EmailAddresses() {}

    /** Passes each address of {@code text} to {@code found}, in their order. */
    static void find(String text, Consumer<Span> found) {
        Matcher domain = DOMAIN.matcher(text);
        int behind = 0;
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = start(text, behind, at);
            if (start < at && domain.region(at + 1, text.length()).lookingAt()) {
                behind = domain.end();
                found.accept(new Span(Kind.EMAIL, start, behind));
            }
        }
    }

    private static int start(String text, int least, int at) {
        int start = at;
        int first = Math.max(least, at - LONGEST_LOCAL_PART);
        while (start > first && isLocal(text.charAt(start - 1))) {
            start--;
        }
        // A quotation mark or a full stop before an address does not belong to it.
        while (start < at && !isLetterOrDigit(text.charAt(start))) {
            start++;
        }
        return start;
    }

    private static boolean isLocal(char c) {
        return isLetterOrDigit(c) || LOCAL_MARKS.indexOf(c) >= 0;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
