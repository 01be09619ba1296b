package cloze.config;

import java.io.Serializable;

/**
 * The limits beyond which quality tables reject the examples. Shares that are drawn at random or measured on a sample
 * may exceed their limit by up to three standard errors.
 *
 * @param maxUnkShare largest share of [UNK] among the tokens of a split; 1 disables the gate
 * @param maskShareTolerance largest deviation of the share of selected positions from masked-lm-prob, and of the shares
 *     of [MASK], random and kept pieces from 0.8, 0.1 and 0.1; 1 disables the gate
 * @param minRandomNextShare smallest share of second segments that do not follow the first, per split; 0 disables the
 *     gate. Not applied with mlm-only
 * @param maxRandomNextShare largest share of these; 1 disables the gate
 * @param maxShortcutAuc largest AUC at which lengths and word overlap together separate the two labels; 1 disables the
 *     gate
 * @param maxDuplicateDocumentShare largest share of exact duplicates among the documents of a split; 1 disables the
 *     gate
 * @param maxLeakedDocumentShare largest share of validation documents with the same tokens as a training document; 1
 *     disables the gate
 * @param maxLeakedSentenceShare largest share of validation sentences of more than 5 tokens that occur in training
 *     documents; 1 disables the gate
 * @param maxRejectedShare largest share of rows that did not become documents; 1 disables the gate
 * @param minExamples smallest number of training examples; 0 disables the gate
 * @param sampleBytes bytes of the corpus on which gates are asked before the work; 0 asks them after it only
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
        long minExamples,
        ByteSize sampleBytes)
        implements Serializable {

    /** The name of the section in messages. */
    public static final String SECTION = "examples.gates";

    /** Limits that disable every gate. */
    public static final GatesConfig OFF = new GatesConfig(1, 1, 0, 1, 1, 1, 1, 1, 1, 0, new ByteSize(0));

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
