package cloze.train.averaging;

import cloze.train.synchronisation.ModelState;
import java.nio.FloatBuffer;

/**
 * Parameters and moments where they are, on the heap or in native memory, to be read or written in parts. A part must
 * be smaller than 2 GB.
 */
public interface StateView {
    /** Elements that are copied at a time. */
    int PART = 1 << 24;

    /** Returns the number of parameters. */
    int parameters();

    /** Returns the number of elements of the optimiser's state. */
    int updater();

    /** Returns {@code count} parameters from {@code from} on. Writing to the buffer changes them. */
    FloatBuffer parameters(int from, int count);

    /** Returns {@code count} elements of the optimiser's state from {@code from} on. Writing to the buffer changes them. */
    FloatBuffer updater(int from, int count);

    /** Overwrites the first elements of each vector of {@code target}. */
    default void copyTo(StateView target) {
        for (int from = 0; from < parameters(); from += PART) {
            int count = Math.min(PART, parameters() - from);
            target.parameters(from, count).put(parameters(from, count));
        }
        for (int from = 0; from < updater(); from += PART) {
            int count = Math.min(PART, updater() - from);
            target.updater(from, count).put(updater(from, count));
        }
    }

    /** Returns a copy. */
    default ModelState copy() {
        var copy = new ModelState(new float[parameters()], new float[updater()]);
        copyTo(of(copy));
        return copy;
    }

    /** Views arrays on the heap. */
    static StateView of(ModelState state) {
        return new OnHeap(state);
    }

    /**
     * Arrays on the heap.
     *
     * @param state the arrays
     */
    record OnHeap(ModelState state) implements StateView {
        @Override
        public int parameters() {
            return state.parameters().length;
        }

        @Override
        public int updater() {
            return state.updater().length;
        }

        @Override
        public FloatBuffer parameters(int from, int count) {
            return FloatBuffer.wrap(state.parameters(), from, count).slice();
        }

        @Override
        public FloatBuffer updater(int from, int count) {
            return FloatBuffer.wrap(state.updater(), from, count).slice();
        }
    }
}
