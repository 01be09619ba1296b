package cloze.sentence;

import com.ibm.icu.impl.ICUData;
import com.ibm.icu.util.ULocale;
import com.ibm.icu.util.UResourceBundle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Set;

/**
 * Recognizes full stops that do not end a sentence: those of a language's abbreviations (CLDR's list, as ICU ships it)
 * and of initials.
 *
 * <p>ICU's own filter over the same list is not used, for two reasons. It compares the end of the text without regard
 * to where the word begins: "in the UK." would not end a sentence, because "K." is listed. It also loses entries that
 * are a prefix of others, such as "A.".
 */
final class Abbreviations {
    /** Titles before names that CLDR's English list omits because some of them also end addresses. */
    private static final Map<String, Set<String>> TITLES = Map.of(
            "en", Set.of("Dr.", "Esqrs.", "Fr.", "Gen.", "Gov.", "Hon.", "Messrs.", "Mlle.", "Mme.", "Sen.", "St."));

    private final Set<String> words = new HashSet<>();

    /** Abbreviations of several words, such as "v. Chr.": maps the first word to what may follow it. */
    private final Map<String, List<String>> continuations = new HashMap<>();

    private Abbreviations() {}

    /** Returns the abbreviations of a locale. For a language without a list in CLDR only initials are recognized. */
    static Abbreviations of(ULocale locale) {
        var abbreviations = new Abbreviations();
        abbreviations.words.addAll(TITLES.getOrDefault(locale.getLanguage(), Set.of()));
        try {
            UResourceBundle listed = UResourceBundle.getBundleInstance(ICUData.ICU_BRKITR_BASE_NAME, locale)
                    .get("exceptions")
                    .get("SentenceBreak");
            for (int i = 0; i < listed.getSize(); i++) {
                abbreviations.add(listed.getString(i));
            }
        } catch (MissingResourceException e) {
            // CLDR has no list for this language.
            return abbreviations;
        }
        return abbreviations;
    }

    private void add(String abbreviation) {
        String[] parts = abbreviation.split(" ", -1);
        words.add(parts[parts.length - 1]);
        String rest = abbreviation;
        for (int i = 0; i < parts.length - 1; i++) {
            rest = rest.substring(parts[i].length() + 1);
            continuations.computeIfAbsent(parts[i], first -> new ArrayList<>()).add(rest);
        }
    }

    /**
     * Returns whether the word before {@code end} is an abbreviation, so that the sentence continues at {@code next}.
     *
     * @param end offset after the word's full stop
     * @param next offset after the white space that follows
     */
    boolean endAt(String line, int end, int next) {
        int start = wordStart(line, end);
        String word = line.substring(start, end);
        if (isInitials(word) || words.contains(word)) {
            return true;
        }
        for (String rest : continuations.getOrDefault(word, List.of())) {
            if (line.startsWith(rest, next)) {
                return true;
            }
        }
        // Dipl.-Ing. is listed as one word, whereas a dash between words does not belong to the second.
        return start > 0 && line.charAt(start - 1) == '-' && words.contains(hyphenated(line, start, end));
    }

    private static int wordStart(String line, int end) {
        int start = end;
        while (start > 0 && isWordPart(line.charAt(start - 1))) {
            start--;
        }
        while (start < end && line.charAt(start) == '.') {
            start++;
        }
        return start;
    }

    private static boolean isWordPart(char character) {
        return character == '.' || Character.isLetterOrDigit(character);
    }

    private static String hyphenated(String line, int start, int end) {
        return line.substring(wordStart(line, start - 1), end);
    }

    /** Matches "J." and "J.R.R.". */
    private static boolean isInitials(String word) {
        for (int i = 0; i < word.length(); i++) {
            char character = word.charAt(i);
            if (i % 2 == 0 ? !Character.isUpperCase(character) : character != '.') {
                return false;
            }
        }
        return !word.isEmpty() && word.length() % 2 == 0;
    }
}
