package cloze.config;

/**
 * Which pieces a model knows, and how text becomes pieces.
 *
 * @param file vocab.txt to use; empty: the vocabulary is trained from the corpus
 * @param vocabSize most pieces of a trained vocabulary, the five specials included
 * @param minFrequency how often a pair of pieces must occur to be merged, and with kind = words a word to become a piece
 * @param doLowerCase whether words are lower-cased and stripped of accents
 * @param kind what a piece is
 * @param limitAlphabet most characters of a trained vocabulary's alphabet, the most frequent ones; 0: every character of the corpus
 * @param maxWords most distinct words the driver trains from, the most frequent ones; bounds its memory at about 300 bytes each
 */
public record VocabularyConfig(
        String file, int vocabSize, int minFrequency, boolean doLowerCase, Kind kind, int limitAlphabet, int maxWords) {

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

    /** Pieces of the smallest vocabulary: the five specials and one more. */
    public static final int SMALLEST = 6;

    public VocabularyConfig {
        int size = vocabSize;
        int frequency = minFrequency;
        int alphabet = limitAlphabet;
        int words = maxWords;
        Problems.check("vocabulary", problems -> problems.require(
                        size >= SMALLEST, "vocab-size", size, "must be at least 6: five specials and one piece")
                .require(frequency >= 1, "min-frequency", frequency, "must be at least 1")
                .require(alphabet >= 0, "limit-alphabet", alphabet, "must be at least 1, or 0 for no limit")
                .require(words >= 1, "max-words", words, "must be at least 1"));
    }

    public Casing casing() {
        return doLowerCase ? Casing.LOWER : Casing.KEEP;
    }

    /** Whether the vocabulary is made from the corpus, not read from a file. */
    public boolean isTrained() {
        return file.isEmpty();
    }
}
