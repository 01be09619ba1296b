package cloze.curate.personal;

import cloze.config.curate.PersonalDataConfig.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds bank account numbers (IBAN, ISO 13616): a country, two check digits, and as many letters and digits as the
 * country's numbers have. Single spaces may separate groups. The remainder by 97 must be 1.
 */
final class Ibans {
    private static final int MODULUS = 97;

    /** Lengths of the countries in the SWIFT IBAN registry. */
    private static final Map<String, Integer> LENGTHS = lengths(
            "NO15 BE16 DK18 FI18 FK18 FO18 GL18 NL18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 MN20 XK20",
            "CH21 HR21 LI21 LV21 BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23 IQ23 OM23 SO23 TL23",
            "AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 VG24 LY25 PT25 ST25 IS26 TR26",
            "BI27 DJ27 FR27 GR27 IT27 MC27 MR27 SM27 AL28 AZ28 BY28 CY28 DO28 GT28 HN28 HU28 LB28 NI28 PL28 SV28",
            "BR29 EG29 PS29 QA29 UA29 JO30 KW30 MU30 YE30 MT31 SC31 LC32 RU33");

    private Ibans() {}

    /** Passes each number of {@code text} to {@code found}, in their order. */
    static void find(String text, Consumer<Span> found) {
        for (int at = 0; at + 4 < text.length(); at++) {
            if (isUpper(text.charAt(at))
                    && isUpper(text.charAt(at + 1))
                    && DigitRuns.isDigit(text.charAt(at + 2))
                    && DigitRuns.isDigit(text.charAt(at + 3))
                    && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))) {
                int end = end(text, at);
                if (end > at) {
                    found.accept(new Span(Kind.IBAN, at, end));
                    at = end - 1;
                }
            }
        }
    }

    /** Returns the end of the number that begins at {@code start}; -1 if there is none. */
    private static int end(String text, int start) {
        int left = LENGTHS.getOrDefault(text.substring(start, start + 2), 0);
        var number = new StringBuilder();
        int at = start;
        while (left > 0 && at < text.length()) {
            char c = text.charAt(at);
            if (isUpper(c) || DigitRuns.isDigit(c)) {
                number.append(c);
                left--;
            } else if (c != ' ' || text.charAt(at - 1) == ' ') {
                return -1;
            }
            at++;
        }
        boolean isWhole = left == 0 && number.length() > 0;
        boolean ends = at == text.length() || !Character.isLetterOrDigit(text.charAt(at));
        return isWhole && ends && isValid(number) ? at : -1;
    }

    /** Whether the number, with its first four characters at its end and letters as 10 to 35, leaves 1 by 97. */
    private static boolean isValid(CharSequence number) {
        int remainder = 0;
        for (int i = 0; i < number.length(); i++) {
            int value = Character.digit(number.charAt((i + 4) % number.length()), 36);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % MODULUS;
        }
        return remainder == 1;
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static Map<String, Integer> lengths(String... lists) {
        Map<String, Integer> lengths = new HashMap<>();
        for (String entry : String.join(" ", lists).split(" ", -1)) {
            lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
        }
        return Map.copyOf(lengths);
    }
}
