package cloze.ceiling;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.Replacement;
import cloze.vocabulary.SpecialIds;
import java.io.Serializable;

/**
 * How likely the rule of masking turns a word into what stands there, up to a factor that is the same for every word and so cancels out of each
 * posterior. A position is selected with probability p; 80 % of the selected become [MASK], 10 % stay, 10 % become one of R ids uniformly (BERT
 * paper, section 3.1). So a word id x comes from word w with probability (1 - 0.9 p)[x = w] + 0.1 p / R. In units of the second term that is
 * 1 + {@code gain}[x = w]. A special id says nothing of the word below it.
 *
 * @param gain of a word that agrees with what stands there, where nothing is known of the selection
 * @param selectedGain the same where the position is known to be selected and not to be [MASK]: 0.1 [x = w] + 0.1 / R
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
