package cloze.vocabulary;

import cloze.config.VocabularyConfig.Casing;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import java.util.Locale;

/** Normalises text like BasicTokenizer of google-research/bert: lower-cases it and strips accents, or neither. */
record Normaliser(Casing casing) {
    private static final Normalizer2 DECOMPOSITION = Normalizer2.getNFDInstance();

    /** Normalises a token without white space. */
    String token(String written) {
        return casing == Casing.LOWER ? withoutAccents(lowerCase(written)) : written;
    }

    /**
     * Normalises {@code text} from {@code from} to before {@code to}: also deletes control characters, puts a space on
     * both sides of each ideograph, and replaces white space by spaces.
     */
    String text(String text, int from, int to) {
        var result = new StringBuilder(to - from);
        var token = new StringBuilder();
        int step;
        for (int i = from; i < to; i += step) {
            int codePoint = text.codePointAt(i);
            step = Character.charCount(codePoint);
            if (CharacterClass.isIdeograph(codePoint)) {
                finish(token, result)
                        .append(' ')
                        .append(token(Character.toString(codePoint)))
                        .append(' ');
            } else if (CharacterClass.isSpace(codePoint)) {
                finish(token, result).append(' ');
            } else if (!CharacterClass.isDeleted(codePoint)) {
                token.appendCodePoint(codePoint);
            }
        }
        return finish(token, result).toString();
    }

    private StringBuilder finish(StringBuilder token, StringBuilder result) {
        result.append(token(token.toString()));
        token.setLength(0);
        return result;
    }

    /**
     * Applies Unicode's full case mapping, like Python's str.lower(): a capital sigma at the end of a word becomes a
     * final sigma, and İ becomes two characters.
     */
    private static String lowerCase(String text) {
        return UCharacter.toLowerCase(Locale.ROOT, text);
    }

    private static String withoutAccents(String text) {
        String decomposed = DECOMPOSITION.normalize(text);
        int first = firstAccent(decomposed);
        if (first == decomposed.length()) {
            return decomposed;
        }
        var kept = new StringBuilder(decomposed.length()).append(decomposed, 0, first);
        int step;
        for (int i = first; i < decomposed.length(); i += step) {
            int codePoint = decomposed.codePointAt(i);
            step = Character.charCount(codePoint);
            if (!CharacterClass.isAccent(codePoint)) {
                kept.appendCodePoint(codePoint);
            }
        }
        return kept.toString();
    }

    private static int firstAccent(String text) {
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            if (CharacterClass.isAccent(codePoint)) {
                break;
            }
            i += Character.charCount(codePoint);
        }
        return i;
    }
}
