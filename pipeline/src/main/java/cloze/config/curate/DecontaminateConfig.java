package cloze.config.curate;

import cloze.config.Problems;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.Serializable;
import java.util.List;

/**
 * The rules about texts that a model is evaluated on.
 *
 * @param sets files or folders with such texts, in the format of the corpus; a document that shares {@code nGram}
 *     consecutive words with one of them breaks a rule
 * @param nGram number of words
 * @param validation whether a training document that is a near duplicate of a held-out one breaks a rule
 */
public record DecontaminateConfig(List<String> sets, int nGram, boolean validation) implements Serializable {
    private static final int LONGEST = 100;

    public DecontaminateConfig {
        sets = List.copyOf(sets);
        List<String> paths = sets;
        Problems.check(CurateConfig.SECTION + ".decontaminate", problems -> problems.require(
                        paths.stream().noneMatch(String::isBlank), "sets", paths, "must not name a blank path")
                .require(nGram >= 1 && nGram <= LONGEST, "n-gram", nGram, "must be in [1, 100]"));
    }

    /** Returns whether a document can break one of the rules. */
    @JsonIgnore
    boolean isOn() {
        return validation || !sets.isEmpty();
    }
}
