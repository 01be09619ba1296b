package cloze.train.averaging.slice;

import cloze.train.averaging.WorkerOutcome;
import java.io.Serializable;

/** What tasks send each other. */
sealed interface Parcel {
    /**
     * Part of a state. Vectors that its receiver does not need are empty.
     *
     * @param from the first parameter; the moments begin at twice its index
     * @param parameters parameters
     * @param updater moments
     */
    record Part(int from, FloatRange parameters, FloatRange updater) implements Parcel {}

    /**
     * A small object.
     *
     * @param content a {@link WorkerOutcome} or a {@link SliceReport}
     */
    record Note(Serializable content) implements Parcel {}
}
