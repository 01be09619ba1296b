package cloze.train.averaging;

import cloze.train.synchronisation.ModelState;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.broadcast.Broadcast;

/** A model state on its way between driver and workers: a few bytes to whoever is in the same process, the state itself to others. */
public sealed interface StateReference extends Serializable {
    /** The state; must not be changed. */
    ModelState get();

    /** Frees the state and the answers to it. Called on the driver when the round is over, however it ended. */
    void release();

    /** How a worker refers to its own {@code state} so that the reader of this reference's origin gets it. */
    StateReference answer(ModelState state, int worker);

    /** For workers in the driver's process (Spark's local masters): nothing is serialised. */
    record InProcess(String key) implements StateReference {
        private static final Map<String, ModelState> STATES = new ConcurrentHashMap<>();

        static InProcess of(String key, ModelState state) {
            STATES.put(key, state);
            return new InProcess(key);
        }

        /** How many states are held now. */
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

        /** The same key for every attempt of a worker's task: the last one is what the driver reads. */
        @Override
        public StateReference answer(ModelState state, int worker) {
            return of(key + "/" + worker, state);
        }
    }

    /** To all executors, each of which fetches it once. */
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
        public StateReference answer(ModelState state, int worker) {
            return new ToDriver(state);
        }
    }

    /** To the driver, as part of a task's result. */
    record ToDriver(ModelState state) implements StateReference {
        @Override
        public ModelState get() {
            return state;
        }

        @Override
        public void release() {}

        @Override
        public StateReference answer(ModelState other, int worker) {
            throw new UnsupportedOperationException("The driver answers with the next round");
        }
    }
}
