package cloze.train.averaging;

import cloze.error.StateLostException;
import cloze.train.synchronisation.TrainerState;

/**
 * Fits averaging rounds. The training loop uses only this interface, and knows neither Spark nor Deeplearning4j nor
 * where states are kept between rounds.
 */
public interface RoundTrainer extends AutoCloseable {
    /**
     * Fits one round from the state in which the previous one ended.
     *
     * @throws StateLostException if executors kept that state, and all that kept some part of it are gone
     */
    RoundReport fit(Round round);

    /** Continues from {@code state}, whose vectors must have the names and lengths of {@link #state}. */
    void load(TrainerState state);

    /**
     * Returns the state at the end of the last round; before the first round, the initial state.
     *
     * @throws StateLostException as {@link #fit}
     */
    TrainerState state();

    /** Frees what was kept between rounds. */
    @Override
    void close();
}
