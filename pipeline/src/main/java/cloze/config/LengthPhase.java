package cloze.config;

/**
 * One phase of a run whose examples grow longer.
 *
 * @param share share of the steps, in (0, 1]
 * @param prepared the prepare output its examples come from
 */
public record LengthPhase(double share, String prepared) {
    public LengthPhase {
        double steps = share;
        String folder = prepared;
        Problems.check("training.length-phases", problems -> problems.require(
                        steps > 0 && steps <= 1, "share", steps, "must be in (0, 1]")
                .require(!folder.isEmpty(), "prepared", "\"\"", "must name the output of a prepare run"));
    }
}
