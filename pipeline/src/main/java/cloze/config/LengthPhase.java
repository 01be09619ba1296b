package cloze.config;

/**
 * One phase of a run with growing example lengths.
 *
 * @param share share of the steps, in (0, 1]
 * @param prepared the prepare output with its examples
 */
public record LengthPhase(double share, String prepared) {
    public LengthPhase {
        Problems.check("training.length-phases", problems -> problems.require(
                        share > 0 && share <= 1, "share", share, "must be in (0, 1]")
                .require(!prepared.isEmpty(), "prepared", "\"\"", "must name the output of a prepare run"));
    }
}
