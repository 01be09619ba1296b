package cloze.vocabulary;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;
import java.io.Serializable;

/**
 * A text that is always one piece, found before a text is split into words. The same as an added token of Hugging
 * Face's tokenizers, whose rules apply.
 *
 * @param content the text, not empty
 * @param singleWord whether to skip it where a letter, mark, digit or underscore precedes or follows
 * @param lstrip whether white space to the left belongs to it; changes no ids, because white space is no piece
 * @param rstrip the same to the right
 * @param normalized whether to search the normalised text for the normalised content, instead of the text as written
 * @param special whether transformers counts it among the special tokens; changes no ids
 */
public record AddedToken(
        String content, boolean singleWord, boolean lstrip, boolean rstrip, boolean normalized, boolean special)
        implements Serializable {

    /** Returns a reserved piece: found as written, unless it has a word character at an end and is in a longer word. */
    public static AddedToken reserved(String piece) {
        boolean singleWord = endsWithWord(piece, piece.length()) || startsWithWord(piece, 0);
        return new AddedToken(piece, singleWord, false, false, false, false);
    }

    /** Returns one of the special tokens as transformers adds it: found as written, anywhere. */
    public static AddedToken special(String piece) {
        return new AddedToken(piece, false, false, false, false, true);
    }

    /** Returns a token that is found in the same places, without what changes no ids. */
    public AddedToken rule() {
        return new AddedToken(content, singleWord, false, false, normalized, false);
    }

    /** Returns whether {@code other} has the same content and is found in the same places. */
    public boolean cutsLike(AddedToken other) {
        return rule().equals(other.rule());
    }

    /** Returns whether the content contains white space, so that it may be found across words. */
    boolean spansWords() {
        return content.codePoints().anyMatch(CharacterClass::isSpace);
    }

    /** Returns whether {@code text} continues at {@code position} with a word character. */
    static boolean startsWithWord(String text, int position) {
        return position < text.length() && isWord(text.codePointAt(position));
    }

    /** Returns whether {@code text} has a word character before {@code position}. */
    static boolean endsWithWord(String text, int position) {
        return position > 0 && isWord(text.codePointBefore(position));
    }

    /** Matches what \w of a regular expression matches (Unicode Technical Standard 18, annex C). */
    private static boolean isWord(int codePoint) {
        return switch (UCharacter.getType(codePoint)) {
            case ECharacterCategory.NON_SPACING_MARK,
                    ECharacterCategory.ENCLOSING_MARK,
                    ECharacterCategory.COMBINING_SPACING_MARK,
                    ECharacterCategory.DECIMAL_DIGIT_NUMBER,
                    ECharacterCategory.CONNECTOR_PUNCTUATION -> true;
            default -> UCharacter.hasBinaryProperty(codePoint, UProperty.ALPHABETIC)
                    || UCharacter.hasBinaryProperty(codePoint, UProperty.JOIN_CONTROL);
        };
    }
}
