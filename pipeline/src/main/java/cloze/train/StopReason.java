package cloze.train;

/** Why a run ended. */
public enum StopReason {
    /** All planned steps are made. */
    ALL_STEPS,
    /** The time budget is spent. */
    TIME_BUDGET,
    /** Held-out examples were not predicted better any more. */
    EARLY_STOPPING
}
