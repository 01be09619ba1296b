package cloze.train.averaging;

import cloze.train.synchronisation.ModelState;

/**
 * The state that a worker starts a round from. It may still be on its way: it is received when it is copied to a
 * replica, and never held beside it.
 */
public interface WorkerStart {
    /** Returns the number of parameters. */
    int parameters();

    /** Returns the number of elements of the optimiser's state. */
    int updater();

    /** Copies the state to {@code replica}, which has the same numbers of elements. Must be called at most once. */
    void copyTo(StateView replica);

    /** Returns a start from arrays on the heap. */
    static WorkerStart of(ModelState state) {
        return new FromHeap(StateView.of(state));
    }

    /**
     * Arrays on the heap.
     *
     * @param state the arrays
     */
    record FromHeap(StateView state) implements WorkerStart {
        @Override
        public int parameters() {
            return state.parameters();
        }

        @Override
        public int updater() {
            return state.updater();
        }

        @Override
        public void copyTo(StateView replica) {
            state.copyTo(replica);
        }
    }
}
