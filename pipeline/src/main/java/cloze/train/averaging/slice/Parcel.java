package cloze.train.averaging.slice;

import cloze.train.averaging.StateView;
import cloze.train.averaging.WorkerOutcome;
import cloze.train.synchronisation.ModelState;
import java.io.Serializable;
import java.nio.FloatBuffer;

/** What tasks send each other. */
sealed interface Parcel {
    /**
     * Part of a state. Vectors that its receiver does not need are empty.
     *
     * @param from the first parameter; the moments begin at twice its index
     * @param parameters parameters, on the heap or in native memory
     * @param updater moments, likewise
     */
    record Part(int from, FloatBuffer parameters, FloatBuffer updater) implements Parcel {
        private static final FloatBuffer NOTHING = FloatBuffer.allocate(0);

        static Part ofParameters(int from, float[] parameters) {
            return new Part(from, FloatBuffer.wrap(parameters), NOTHING);
        }

        static Part ofUpdater(int from, float[] updater) {
            return new Part(from, NOTHING, FloatBuffer.wrap(updater));
        }

        static Part of(int from, ModelState state) {
            return new Part(from, FloatBuffer.wrap(state.parameters()), FloatBuffer.wrap(state.updater()));
        }

        /** Copies the part to its place in {@code whole}. */
        void copyTo(StateView whole, int momentsPerParameter) {
            whole.parameters(from, parameters.remaining()).put(parameters.duplicate());
            whole.updater(momentsPerParameter * from, updater.remaining()).put(updater.duplicate());
        }

        /** Returns the vectors of a part that {@link ParcelReader} has read, each an array of its own. */
        ModelState received() {
            return new ModelState(parameters.array(), updater.array());
        }
    }

    /**
     * A small object.
     *
     * @param content a {@link WorkerOutcome} or a {@link SliceReport}
     */
    record Note(Serializable content) implements Parcel {}
}
