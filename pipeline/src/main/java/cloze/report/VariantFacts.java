package cloze.report;

import cloze.config.Variant;

/**
 * What a reader has to know of a variant to read its figures.
 *
 * @param name in every table
 * @param trainsNextSentence whether its next-sentence head learns anything
 */
public record VariantFacts(String name, boolean trainsNextSentence) {
    public static VariantFacts of(Variant variant) {
        return new VariantFacts(variant.name(), variant.training().nextSentenceWeight() > 0);
    }
}
