package cloze.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The pieces of a model, and how text is divided into them.
 *
 * @param file vocab.txt to use; if empty, the vocabulary is trained from the corpus
 * @param vocabSize upper bound of the size of a trained vocabulary, including the five specials, unused slots and
 *     reserved pieces
 * @param minFrequency how often a pair of pieces must occur to be merged, or with kind = words a word to become a piece
 * @param doLowerCase whether words are lower-cased and stripped of accents
 * @param kind kind of the pieces
 * @param limitAlphabet maximum number of characters in the alphabet of a trained vocabulary, the most frequent ones; 0
 *     for every character of the corpus
 * @param reservedPieces words that are always one piece if the text has them exactly as written here; a trained
 *     vocabulary lists them, and a vocabulary read from a file must contain them
 * @param unusedSlots number of pieces [unused0], [unused1], ... in a trained vocabulary: ids that users may later
 *     assign to their own words
 * @param maxWords maximum number of distinct words that the driver trains from, the most frequent ones; bounds its
 *     memory at about 300 bytes each
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

    /** The kind of pieces. */
    public enum Kind {
        /** Words and parts of words; parts that continue a word begin with ##. */
        WORDPIECE,
        /** Whole words only. */
        WORDS
    }

    /** The treatment of the case of letters. */
    public enum Casing {
        /** Lower-cased, with accents stripped, as with the reference's do_lower_case. */
        LOWER,
        /** Unchanged. */
        KEEP
    }

    /** Names that have a special meaning in BERT's vocabularies. */
    private static final Pattern SPECIAL = Pattern.compile("\\[(PAD|UNK|CLS|SEP|MASK|unused\\d+)]");

    /** Size of the smallest vocabulary: the five specials and one other piece. */
    public static final int SMALLEST = 6;

    /** Longest word in code points. The reference's tokenizer maps longer ones to [UNK] (max_input_chars_per_word). */
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

    /** Returns whether the vocabulary is trained from the corpus instead of read from a file. */
    public boolean isTrained() {
        return file.isEmpty();
    }

    /** Returns a copy that reads the pieces of {@code vocabularyFile}, for text in the given casing. */
    public VocabularyConfig reading(String vocabularyFile, Casing casing) {
        return Records.copy(this, Map.of("file", vocabularyFile, "doLowerCase", casing == Casing.LOWER));
    }

    /**
     * Returns a copy for a trained vocabulary of up to {@code pieces} with an unlimited alphabet, without unused slots
     * and reserved pieces. A vocabulary read from a file keeps its reserved pieces.
     */
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
