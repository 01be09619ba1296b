package cloze.inference;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * The models that this process answers with. The weights of each are in native memory once, whatever the number of tasks; a session is made
 * for every task that asks at the same time and is kept for the next. When there are more models than {@code most}, the one that has
 * rested longest goes.
 */
final class SessionPool {
    /** One per executor: tasks share nothing else. Two models: the old and the new one of a comparison. */
    static final SessionPool OF_THIS_PROCESS = new SessionPool(2);

    private final int most;
    private final Map<String, Loaded> models = new LinkedHashMap<>(16, 0.75f, true);

    SessionPool(int most) {
        this.most = most;
    }

    /** A model's weights and its idle sessions. */
    private static final class Loaded {
        private final INDArray weights;
        private final Deque<ModelSession> idle = new ArrayDeque<>();
        private int borrowed;
        private boolean isDismissed;

        private Loaded(ServedModel model) {
            weights = model.weights().open(new NoOp()).graph().params();
        }

        private void closeIfUnused() {
            if (isDismissed && borrowed == 0) {
                idle.forEach(ModelSession::close);
                idle.clear();
                weights.close();
            }
        }
    }

    /** What {@code work} makes of a session of {@code model} that is its own meanwhile. */
    <R> R with(ServedModel model, Function<ModelSession, R> work) {
        Loaded loaded = borrow(model);
        ModelSession session = idle(loaded, model);
        try {
            return work.apply(session);
        } finally {
            giveBack(loaded, session);
        }
    }

    private synchronized Loaded borrow(ServedModel model) {
        // Within the lock: tasks that start together wait for the same weights instead of each making its own.
        Loaded loaded = models.computeIfAbsent(model.fingerprint(), fingerprint -> new Loaded(model));
        loaded.borrowed++;
        Iterator<Loaded> longestRested = models.values().iterator();
        for (int excess = models.size() - most; excess > 0; excess--) {
            Loaded dismissed = longestRested.next();
            longestRested.remove();
            dismissed.isDismissed = true;
            dismissed.closeIfUnused();
        }
        return loaded;
    }

    private ModelSession idle(Loaded loaded, ServedModel model) {
        synchronized (this) {
            if (!loaded.idle.isEmpty()) {
                return loaded.idle.pop();
            }
        }
        return new ModelSession(model, loaded.weights);
    }

    private synchronized void giveBack(Loaded loaded, ModelSession session) {
        loaded.idle.push(session);
        loaded.borrowed--;
        loaded.closeIfUnused();
    }

    /** How many models are loaded. */
    synchronized int size() {
        return models.size();
    }
}
