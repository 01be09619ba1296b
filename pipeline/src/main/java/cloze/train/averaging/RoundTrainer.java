package cloze.train.averaging;

import cloze.error.CorruptArtifactException;
import cloze.error.StateLostException;
import cloze.train.state.RunState;
import cloze.train.state.StoredState;
import java.io.IOException;

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

    /**
     * Continues from {@code state}, whose vectors must have the names and lengths of {@link #state}.
     *
     * @throws CorruptArtifactException if it is damaged, or a state of another kind; nothing is loaded then
     */
    void load(StoredState state) throws IOException;

    /** Returns the state at the end of the last round; before the first round, the initial state. */
    RunState state();

    /** Frees what was kept between rounds. */
    @Override
    void close();
}
