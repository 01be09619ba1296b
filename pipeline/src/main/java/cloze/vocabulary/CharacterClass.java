package cloze.vocabulary;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;

/**
 * Classifies code points like the reference tokenizer (google-research/bert tokenization.py: _is_whitespace,
 * _is_control, _is_punctuation, _is_chinese_char). Categories come from ICU, so they do not change with the JDK.
 */
final class CharacterClass {
    private static final int NEXT_LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;
    private static final int REPLACEMENT_CHARACTER = 0xFFFD;

    private static final int CONTROL = (1 << ECharacterCategory.CONTROL) | (1 << ECharacterCategory.FORMAT);

    private static final int PUNCTUATION = (1 << ECharacterCategory.CONNECTOR_PUNCTUATION)
            | (1 << ECharacterCategory.DASH_PUNCTUATION)
            | (1 << ECharacterCategory.START_PUNCTUATION)
            | (1 << ECharacterCategory.END_PUNCTUATION)
            | (1 << ECharacterCategory.INITIAL_PUNCTUATION)
            | (1 << ECharacterCategory.FINAL_PUNCTUATION)
            | (1 << ECharacterCategory.OTHER_PUNCTUATION);

    private CharacterClass() {}

    /** Matches the four characters that end a word in any context, the only such ASCII characters. */
    static boolean isAsciiSpace(int codePoint) {
        return codePoint == ' ' || codePoint == '\n' || codePoint == '\t' || codePoint == '\r';
    }

    /**
     * Matches what separates words once control characters are deleted. The reference turns category Zs into spaces,
     * and Python's str.split() also splits at the separators of categories Zl and Zp.
     */
    static boolean isSpace(int codePoint) {
        return isAsciiSpace(codePoint)
                || codePoint == NEXT_LINE_SEPARATOR
                || codePoint == PARAGRAPH_SEPARATOR
                || UCharacter.getType(codePoint) == ECharacterCategory.SPACE_SEPARATOR;
    }

    /**
     * Matches characters that are deleted, which joins their neighbours: controls (including form feed and U+0085),
     * formats, U+FFFD.
     */
    static boolean isDeleted(int codePoint) {
        if (isAsciiSpace(codePoint)) {
            return false;
        }
        return codePoint == REPLACEMENT_CHARACTER || ((CONTROL >> UCharacter.getType(codePoint)) & 1) != 0;
    }

    /**
     * Matches all ASCII characters that are not letters, digits, spaces or controls, such as $ + ^; beyond ASCII, only
     * categories P*.
     */
    static boolean isPunctuation(int codePoint) {
        if (codePoint < 0x80) {
            return isAsciiPunctuation(codePoint);
        }
        return ((PUNCTUATION >> UCharacter.getType(codePoint)) & 1) != 0;
    }

    static boolean isAsciiPunctuation(int codePoint) {
        return isBetween(codePoint, 33, 47)
                || isBetween(codePoint, 58, 64)
                || isBetween(codePoint, 91, 96)
                || isBetween(codePoint, 123, 126);
    }

    /** Matches the eight blocks of ideographs that the reference lists, which exclude kana and hangul. */
    static boolean isIdeograph(int codePoint) {
        return isBetween(codePoint, 0x4E00, 0x9FFF)
                || isBetween(codePoint, 0x3400, 0x4DBF)
                || isBetween(codePoint, 0x20000, 0x2A6DF)
                || isBetween(codePoint, 0x2A700, 0x2B73F)
                || isBetween(codePoint, 0x2B740, 0x2B81F)
                || isBetween(codePoint, 0x2B820, 0x2CEAF)
                || isBetween(codePoint, 0xF900, 0xFAFF)
                || isBetween(codePoint, 0x2F800, 0x2FA1F);
    }

    /** Matches the two blocks of compatibility ideographs, the only ideographs with a canonical decomposition. */
    static boolean isCompatibilityIdeograph(int codePoint) {
        return isBetween(codePoint, 0xF900, 0xFAFF) || isBetween(codePoint, 0x2F800, 0x2FA1F);
    }

    private static boolean isBetween(int codePoint, int first, int last) {
        return codePoint >= first && codePoint <= last;
    }

    /** Matches category Mn: accents after canonical decomposition. */
    static boolean isAccent(int codePoint) {
        return UCharacter.getType(codePoint) == ECharacterCategory.NON_SPACING_MARK;
    }
}
