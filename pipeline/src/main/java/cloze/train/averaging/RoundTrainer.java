package cloze.train.averaging;

/**
 * Fits averaging rounds. Small on purpose: Deeplearning4j's Spark module is no longer maintained upstream, and all that depends on it
 * stands behind this interface.
 */
public interface RoundTrainer extends AutoCloseable {
    /** Fits one round, beginning where the last one ended. */
    RoundReport fit(Round round);

    /** Goes on from {@code state}. */
    void load(TrainerState state);

    /** Where the last round ended. */
    TrainerState state();

    /** Frees what was kept between rounds. */
    @Override
    void close();
}
