package cloze.ceiling;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.Replacement;
import cloze.vocabulary.SpecialIds;
import java.io.Serializable;

/**
 * The likelihood of what is seen at a position, given its word. It is known up to a factor that is the same for every
 * word and cancels out of each posterior. A position is selected with probability p; 80 % of the selected positions
 * become [MASK], 10 % are kept, and 10 % become one of R ids, uniformly (BERT paper, section 3.1). A word id x is
 * therefore seen for word w with probability (1 - 0.9 p)[x = w] + 0.1 p / R. In units of the second term this is 1 +
 * {@code gain}[x = w]. A special id carries no information about the word.
 *
 * @param gain for a word that equals what is seen, if the selection is unknown
 * @param selectedGain the same for a position known to be selected and not [MASK]: 0.1 [x = w] + 0.1 / R
 */
record MaskNoise(double gain, double selectedGain) implements Serializable {
    private static final double MASK_SHARE = 0.8;
    private static final double KEEP_SHARE = 0.1;
    private static final double RANDOM_SHARE = 0.1;

    static MaskNoise of(ExamplesConfig config, SpecialIds specials) {
        int replacements = config.replacement() == Replacement.ALL
                ? specials.vocabularySize()
                : specials.vocabularySize() - specials.ascending().length;
        double selected = config.maskedLmProb();
        double unchanged = 1 - selected * (MASK_SHARE + RANDOM_SHARE);
        return new MaskNoise(
                unchanged * replacements / (RANDOM_SHARE * selected), KEEP_SHARE * replacements / RANDOM_SHARE);
    }
}
