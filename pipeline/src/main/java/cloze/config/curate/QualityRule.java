package cloze.config.curate;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;

/**
 * A published rule about the text of a document. Sources:
 *
 * <ul>
 *   <li>c4: Raffel et al., Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer (2020), 2.2;
 *   <li>gopher: Rae et al., Scaling Language Models: Methods, Analysis and Insights from Training Gopher (2021), A.1;
 *   <li>fineweb: Penedo et al., The FineWeb Datasets (2024), 3.6.
 * </ul>
 */
public enum QualityRule {
    C4_MIN_WORDS_PER_LINE("c4.min-words-per-line", Bound.AT_LEAST, 5),
    C4_MIN_SENTENCES("c4.min-sentences", Bound.AT_LEAST, 3),
    C4_MAX_CURLY_BRACKETS("c4.max-curly-brackets", Bound.AT_MOST, 0),
    C4_MAX_LOREM_IPSUM("c4.max-lorem-ipsum", Bound.AT_MOST, 0),
    GOPHER_MIN_WORDS("gopher.min-words", Bound.AT_LEAST, 50),
    GOPHER_MAX_WORDS("gopher.max-words", Bound.AT_MOST, 100_000),
    GOPHER_MIN_MEAN_WORD_LENGTH("gopher.min-mean-word-length", Bound.AT_LEAST, 3),
    GOPHER_MAX_MEAN_WORD_LENGTH("gopher.max-mean-word-length", Bound.AT_MOST, 10),
    GOPHER_MAX_HASHES_PER_WORD("gopher.max-hashes-per-word", Bound.AT_MOST, 0.1),
    GOPHER_MAX_ELLIPSES_PER_WORD("gopher.max-ellipses-per-word", Bound.AT_MOST, 0.1),
    GOPHER_MAX_BULLET_LINES("gopher.max-bullet-lines", Bound.AT_MOST, 0.9),
    GOPHER_MAX_ELLIPSIS_LINES("gopher.max-ellipsis-lines", Bound.AT_MOST, 0.3),
    GOPHER_MIN_ALPHABETIC_WORDS("gopher.min-alphabetic-words", Bound.AT_LEAST, 0.8),
    GOPHER_MIN_STOP_WORDS("gopher.min-stop-words", Bound.AT_LEAST, 2),
    GOPHER_MAX_DUPLICATE_LINES("gopher.max-duplicate-lines", Bound.AT_MOST, 0.3),
    GOPHER_MAX_DUPLICATE_PARAGRAPHS("gopher.max-duplicate-paragraphs", Bound.AT_MOST, 0.3),
    GOPHER_MAX_DUPLICATE_LINE_CHARACTERS("gopher.max-duplicate-line-characters", Bound.AT_MOST, 0.2),
    GOPHER_MAX_DUPLICATE_PARAGRAPH_CHARACTERS("gopher.max-duplicate-paragraph-characters", Bound.AT_MOST, 0.2),
    GOPHER_MAX_TOP_2_GRAM("gopher.max-top-2-gram", Bound.AT_MOST, 0.2),
    GOPHER_MAX_TOP_3_GRAM("gopher.max-top-3-gram", Bound.AT_MOST, 0.18),
    GOPHER_MAX_TOP_4_GRAM("gopher.max-top-4-gram", Bound.AT_MOST, 0.16),
    GOPHER_MAX_DUPLICATE_5_GRAMS("gopher.max-duplicate-5-grams", Bound.AT_MOST, 0.15),
    GOPHER_MAX_DUPLICATE_6_GRAMS("gopher.max-duplicate-6-grams", Bound.AT_MOST, 0.14),
    GOPHER_MAX_DUPLICATE_7_GRAMS("gopher.max-duplicate-7-grams", Bound.AT_MOST, 0.13),
    GOPHER_MAX_DUPLICATE_8_GRAMS("gopher.max-duplicate-8-grams", Bound.AT_MOST, 0.12),
    GOPHER_MAX_DUPLICATE_9_GRAMS("gopher.max-duplicate-9-grams", Bound.AT_MOST, 0.11),
    GOPHER_MAX_DUPLICATE_10_GRAMS("gopher.max-duplicate-10-grams", Bound.AT_MOST, 0.1),
    FINEWEB_MIN_PUNCTUATED_LINES("fineweb.min-punctuated-lines", Bound.AT_LEAST, 0.12),
    FINEWEB_MAX_DUPLICATE_LINE_CHARACTERS("fineweb.max-duplicate-line-characters", Bound.AT_MOST, 0.1),
    FINEWEB_MAX_SHORT_LINES("fineweb.max-short-lines", Bound.AT_MOST, 0.67);

    /** On which side of its limit a value breaks the rule. */
    private enum Bound {
        AT_LEAST,
        AT_MOST
    }

    private final String key;
    private final Bound bound;
    private final double published;

    QualityRule(String key, Bound bound, double published) {
        this.key = key;
        this.bound = bound;
        this.published = published;
    }

    /** Returns the name in {@code curate.rules} and in verdicts: the source, a dot, and what is limited. */
    public String key() {
        return key;
    }

    /** Returns the limit of the publication. */
    public double published() {
        return published;
    }

    /** Returns whether {@code value} breaks the rule at {@code limit}. */
    public boolean isBroken(double value, double limit) {
        return bound == Bound.AT_LEAST ? value < limit : value > limit;
    }

    String source() {
        return key.substring(0, key.indexOf('.'));
    }

    /** Returns the names of the publications. */
    static Collection<String> sources() {
        Collection<String> sources = new LinkedHashSet<>();
        Arrays.stream(values()).forEach(rule -> sources.add(rule.source()));
        return sources;
    }

    static Optional<QualityRule> of(String key) {
        return Arrays.stream(values()).filter(rule -> rule.key.equals(key)).findFirst();
    }
}
