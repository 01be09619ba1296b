package cloze.config.curate;

import cloze.config.Problems;
import java.io.Serializable;

/**
 * The rule about almost equal texts.
 *
 * @param remove whether all but one of a cluster of near duplicates break the rule
 * @param jaccard Jaccard similarity of two sets of shingles from which on two texts are near duplicates, in [0.5, 1]
 * @param shingleWords number of consecutive words in a shingle
 */
public record NearDuplicatesConfig(boolean remove, double jaccard, int shingleWords) implements Serializable {
    private static final int LONGEST_SHINGLE = 50;

    public NearDuplicatesConfig {
        Problems.check(CurateConfig.SECTION + ".near-duplicates", problems -> problems.require(
                        jaccard >= 0.5 && jaccard <= 1,
                        "jaccard",
                        jaccard,
                        "must be in [0.5, 1]; texts that are less similar would need too many comparisons")
                .require(
                        shingleWords >= 1 && shingleWords <= LONGEST_SHINGLE,
                        "shingle-words",
                        shingleWords,
                        "must be in [1, 50]"));
    }
}
