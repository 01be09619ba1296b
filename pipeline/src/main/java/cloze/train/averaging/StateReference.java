package cloze.train.averaging;

import cloze.train.synchronisation.ModelState;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.broadcast.Broadcast;

/**
 * A model state in transit between driver and workers: a few bytes within a process, the state itself between
 * processes.
 */
public sealed interface StateReference extends Serializable {
    /** Returns the state, which must not be modified. */
    ModelState get();

    /** Frees the state and the answers to it. Called on the driver when the round is over, even if it failed. */
    void release();

    /** Returns a reference to the {@code end} state of a worker, for whoever combines the workers. */
    StateReference answer(StateView end, int worker);

    /** A reference for workers in the driver process (Spark's local masters). Nothing is serialised. */
    record InProcess(String key) implements StateReference {
        private static final Map<String, ModelState> STATES = new ConcurrentHashMap<>();

        static InProcess of(String key, ModelState state) {
            STATES.put(key, state);
            return new InProcess(key);
        }

        /** Returns the number of states held. */
        public static int held() {
            return STATES.size();
        }

        @Override
        public ModelState get() {
            return STATES.get(key);
        }

        @Override
        public void release() {
            STATES.keySet().removeIf(held -> held.equals(key) || held.startsWith(key + "/"));
        }

        /** Uses the same key for every attempt of a worker's task. The driver reads the state of the last attempt. */
        @Override
        public StateReference answer(StateView end, int worker) {
            return of(key + "/" + worker, end.copy());
        }
    }

    /** A broadcast to all executors. Each fetches it once. */
    record ToExecutors(Broadcast<ModelState> broadcast) implements StateReference {
        @Override
        public ModelState get() {
            return broadcast.value();
        }

        @Override
        public void release() {
            broadcast.destroy();
        }

        @Override
        public StateReference answer(StateView end, int worker) {
            return new Held(end.copy());
        }
    }

    /** A state that its worker reads as input of its task, and passes on within the task. */
    record WithinTask() implements StateReference {
        @Override
        public ModelState get() {
            throw new UnsupportedOperationException("The state is input of the worker's task");
        }

        @Override
        public void release() {}

        @Override
        public StateReference answer(StateView end, int worker) {
            return new InTask(end);
        }
    }

    /**
     * An end state that its worker passes on within its task, in place. Valid until the task is complete.
     *
     * @param view the state
     */
    @SuppressWarnings("serial") // never sent
    record InTask(StateView view) implements StateReference {
        @Override
        public ModelState get() {
            return view.copy();
        }

        @Override
        public void release() {}

        @Override
        public StateReference answer(StateView other, int worker) {
            throw new UnsupportedOperationException("The next round answers");
        }
    }

    /** A state sent to the driver as part of a task's result. */
    record Held(ModelState state) implements StateReference {
        @Override
        public ModelState get() {
            return state;
        }

        @Override
        public void release() {}

        @Override
        public StateReference answer(StateView other, int worker) {
            throw new UnsupportedOperationException("The driver answers with the next round");
        }
    }
}
