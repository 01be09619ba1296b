package cloze.config;

import java.util.Map;

/** Networks with another dropout. */
public final class DroppingOut {
    private DroppingOut() {}

    /** Returns {@code network} with {@code share} dropout at both places. */
    public static NetworkConfig of(NetworkConfig network, double share) {
        return Records.copy(network, Map.of("hiddenDropoutProb", share, "attentionProbsDropoutProb", share));
    }
}
