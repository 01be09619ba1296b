package cloze.curate.personal;

import cloze.config.curate.PersonalDataConfig.Kind;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds IP addresses: four numbers up to 255 with dots between them, or version 6 in the forms of RFC 4291, 2.2. A version
 * number of four parts looks the same as an address.
 */
final class IpAddresses {
    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String VERSION_4 = "(?:" + BYTE + "\\.){3}" + BYTE;
    private static final int GROUPS = 8;

    private static final Pattern VERSION_4_CANDIDATE =
            Pattern.compile("(?<![\\d.]|\\d,)" + VERSION_4 + "(?!\\d|\\.\\d)");

    private static final Pattern VERSION_6_CANDIDATE = Pattern.compile(
            "(?<![\\w:.])(?:::)?[0-9A-Fa-f]{1,4}(?:::?[0-9A-Fa-f]{1,4}){1,7}(?:::)?(?!\\w|:[\\w:]|\\.\\d)");

    private IpAddresses() {}

    /** Passes each address of {@code text} to {@code found}. */
    static void find(String text, Consumer<Span> found) {
        DigitRuns.find(text, VERSION_4_CANDIDATE.matcher(text), "", Kind.IP_ADDRESS, found);
        Matcher six = VERSION_6_CANDIDATE.matcher(text).useTransparentBounds(true);
        int behind = 0;
        for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', Math.max(colon + 1, behind))) {
            int start = start(text, colon);
            if (six.region(start, text.length()).lookingAt() && isVersion6(six.group())) {
                behind = six.end();
                found.accept(new Span(Kind.IP_ADDRESS, start, behind));
            }
        }
    }

    /** Returns where an address begins whose first colon is at {@code colon}. */
    private static int start(String text, int colon) {
        int start = colon;
        while (start > 0 && Character.digit(text.charAt(start - 1), 16) >= 0) {
            start--;
        }
        return start;
    }

    /** Eight groups, or fewer with one gap. Fewer than three groups with a gap are rather a time or a name in a program. */
    private static boolean isVersion6(String candidate) {
        int gap = candidate.indexOf("::");
        int groups = 0;
        for (String group : candidate.split(":", -1)) {
            groups += group.isEmpty() ? 0 : 1;
        }
        return gap < 0 ? groups == GROUPS : candidate.indexOf("::", gap + 1) < 0 && groups > 2 && groups < GROUPS;
    }
}
