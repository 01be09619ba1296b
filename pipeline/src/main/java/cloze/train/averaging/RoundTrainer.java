package cloze.train.averaging;

import cloze.train.synchronisation.TrainerState;

/** Fits averaging rounds. The training loop sees this interface alone: neither Spark nor Deeplearning4j, nor where states are between two rounds. */
public interface RoundTrainer extends AutoCloseable {
    /** Fits one round, beginning where the last one ended. */
    RoundReport fit(Round round);

    /** Goes on from {@code state}, whose vectors have the names and lengths of {@link #state}. */
    void load(TrainerState state);

    /** Where the last round ended; before the first, what it begins with. */
    TrainerState state();

    /** Frees what was kept between rounds. */
    @Override
    void close();
}
