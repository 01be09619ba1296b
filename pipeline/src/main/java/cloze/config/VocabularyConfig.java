package cloze.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which pieces a model knows, and how text becomes pieces.
 *
 * @param file vocab.txt to use; empty: the vocabulary is trained from the corpus
 * @param vocabSize most pieces of a trained vocabulary; the five specials, unused slots and reserved pieces included
 * @param minFrequency how often a pair of pieces must occur to be merged, and with kind = words a word to become a piece
 * @param doLowerCase whether words are lower-cased and stripped of accents
 * @param kind what a piece is
 * @param limitAlphabet most characters of a trained vocabulary's alphabet, the most frequent ones; 0: every character of the corpus
 * @param reservedPieces words that are one piece wherever the text has them as written here: a trained vocabulary lists them, a read one must
 * @param unusedSlots pieces [unused0], [unused1], ... of a trained vocabulary: ids that a later user may give to words of their own
 * @param maxWords most distinct words the driver trains from, the most frequent ones; bounds its memory at about 300 bytes each
 */
public record VocabularyConfig(
        String file,
        int vocabSize,
        int minFrequency,
        boolean doLowerCase,
        Kind kind,
        int limitAlphabet,
        List<String> reservedPieces,
        int unusedSlots,
        int maxWords) {

    /** What a piece is. */
    public enum Kind {
        /** A word or a part of one; parts that continue a word begin with ##. */
        WORDPIECE,
        /** Always a whole word. */
        WORDS
    }

    /** What happens to the case of letters. */
    public enum Casing {
        /** Lower-cased, and accents stripped: the reference's do_lower_case. */
        LOWER,
        /** As written. */
        KEEP
    }

    /** Names that BERT's vocabularies give a meaning of their own. */
    private static final Pattern SPECIAL = Pattern.compile("\\[(PAD|UNK|CLS|SEP|MASK|unused\\d+)]");

    /** Pieces of the smallest vocabulary: the five specials and one more. */
    public static final int SMALLEST = 6;

    /** Longer words are [UNK] to the reference's tokenizer (max_input_chars_per_word), in code points. */
    private static final int LONGEST_PIECE = 200;

    public VocabularyConfig {
        reservedPieces = List.copyOf(reservedPieces);
        List<String> reserved = reservedPieces;
        int least = SMALLEST + reserved.size() + Math.max(unusedSlots, 0);
        Problems.check("vocabulary", problems -> problems.require(
                        vocabSize >= least,
                        "vocab-size",
                        vocabSize,
                        "must be at least %d: five specials%s and one piece"
                                .formatted(
                                        least,
                                        least == SMALLEST
                                                ? ""
                                                : ", %d unused slots, %d reserved pieces"
                                                        .formatted(unusedSlots, reserved.size())))
                .require(
                        reserved.stream().allMatch(VocabularyConfig::isWord),
                        "reserved-pieces",
                        reserved,
                        "must be words of 1 to 200 characters without white space that do not begin with ##")
                .require(
                        new HashSet<>(reserved).size() == reserved.size(),
                        "reserved-pieces",
                        reserved,
                        "must not name a piece twice")
                .require(
                        reserved.stream().noneMatch(SPECIAL.asMatchPredicate()),
                        "reserved-pieces",
                        reserved,
                        "must not name a special piece or an unused slot: every vocabulary has the special pieces, and unused-slots adds the slots")
                .require(unusedSlots >= 0, "unused-slots", unusedSlots, "must be at least 0")
                .require(minFrequency >= 1, "min-frequency", minFrequency, "must be at least 1")
                .require(limitAlphabet >= 0, "limit-alphabet", limitAlphabet, "must be at least 1, or 0 for no limit")
                .require(maxWords >= 1, "max-words", maxWords, "must be at least 1"));
    }

    private static boolean isWord(String piece) {
        return !piece.isEmpty()
                && !piece.startsWith("##")
                && piece.codePointCount(0, piece.length()) <= LONGEST_PIECE
                && piece.codePoints().noneMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    public Casing casing() {
        return doLowerCase ? Casing.LOWER : Casing.KEEP;
    }

    /** Whether the vocabulary is made from the corpus, not read from a file. */
    public boolean isTrained() {
        return file.isEmpty();
    }

    /** The same with the pieces of {@code vocabularyFile}, of text in this casing. */
    public VocabularyConfig reading(String vocabularyFile, Casing casing) {
        return Records.copy(this, Map.of("file", vocabularyFile, "doLowerCase", casing == Casing.LOWER));
    }

    /** The same rules for a vocabulary of up to {@code pieces} of which any alphabet and nothing else takes room; one that is read keeps its reserved pieces. */
    public VocabularyConfig ofAnyAlphabet(int pieces) {
        return Records.copy(
                this,
                Map.of(
                        "vocabSize",
                        pieces,
                        "limitAlphabet",
                        0,
                        "reservedPieces",
                        isTrained() ? List.of() : reservedPieces,
                        "unusedSlots",
                        0));
    }
}
