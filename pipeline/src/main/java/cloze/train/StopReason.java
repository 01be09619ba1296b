package cloze.train;

/** The reason why a run ended. */
public enum StopReason {
    /** All planned steps are done. */
    ALL_STEPS,
    /** The time budget is spent. */
    TIME_BUDGET,
    /** The loss on held-out examples has stopped improving. */
    EARLY_STOPPING
}
