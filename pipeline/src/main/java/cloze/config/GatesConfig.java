package cloze.config;

import java.io.Serializable;

/**
 * What the quality tables may say before examples are refused. Shares that are draws, or measured on a sample, may pass their limit by
 * chance: up to three standard errors.
 *
 * @param maxUnkShare largest share of [UNK] among the tokens of a split; 1: off
 * @param maskShareTolerance how far the share of selected positions may be from masked-lm-prob, and the shares of [MASK], random and kept
 *     pieces from 0.8, 0.1 and 0.1; 1: off
 * @param minRandomNextShare smallest share of second segments that do not follow, per split; 0: off. Not asked of mlm-only
 * @param maxRandomNextShare largest share of these; 1: off
 * @param maxShortcutAuc how well lengths and word overlap together may tell both labels apart; 1: off
 * @param maxDuplicateDocumentShare largest share of exact duplicates among the documents of a split; 1: off
 * @param maxLeakedDocumentShare largest share of validation documents whose tokens are those of a training document; 1: off
 * @param maxLeakedSentenceShare largest share of validation sentences of more than 5 tokens that occur in training documents; 1: off
 * @param maxRejectedShare largest share of rows that became no document; 1: off
 * @param minExamples fewest training examples; 0: off
 */
public record GatesConfig(
        double maxUnkShare,
        double maskShareTolerance,
        double minRandomNextShare,
        double maxRandomNextShare,
        double maxShortcutAuc,
        double maxDuplicateDocumentShare,
        double maxLeakedDocumentShare,
        double maxLeakedSentenceShare,
        double maxRejectedShare,
        long minExamples)
        implements Serializable {

    /** The section, as messages name it. */
    public static final String SECTION = "examples.gates";

    /** Every gate off. */
    public static final GatesConfig OFF = new GatesConfig(1, 1, 0, 1, 1, 1, 1, 1, 1, 0);

    public GatesConfig {
        Problems.check(SECTION, problems -> {
            requireShare(problems, "max-unk-share", maxUnkShare);
            requireShare(problems, "mask-share-tolerance", maskShareTolerance);
            requireShare(problems, "min-random-next-share", minRandomNextShare);
            requireShare(problems, "max-random-next-share", maxRandomNextShare);
            problems.require(
                    minRandomNextShare <= maxRandomNextShare,
                    "min-random-next-share",
                    minRandomNextShare,
                    "must be at most max-random-next-share");
            problems.require(
                    maxShortcutAuc >= 0.5 && maxShortcutAuc <= 1,
                    "max-shortcut-auc",
                    maxShortcutAuc,
                    "must be in [0.5, 1]");
            requireShare(problems, "max-duplicate-document-share", maxDuplicateDocumentShare);
            requireShare(problems, "max-leaked-document-share", maxLeakedDocumentShare);
            requireShare(problems, "max-leaked-sentence-share", maxLeakedSentenceShare);
            requireShare(problems, "max-rejected-share", maxRejectedShare);
            problems.require(minExamples >= 0, "min-examples", minExamples, "must be at least 0");
        });
    }

    private static void requireShare(Problems problems, String key, double share) {
        problems.require(share >= 0 && share <= 1, key, share, "must be in [0, 1]");
    }
}
