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
 * A cache of loaded models. The weights of each are in native memory once, for any number of tasks. Each concurrent
 * task gets a session of its own, which is kept for reuse. If there are more than {@code most} models, the least
 * recently used is evicted.
 */
final class SessionPool {
    /** The pool of this executor, the only state that tasks share. Two models allow comparing an old and a new one. */
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

    /** Applies {@code work} to a session of {@code model} that nobody else uses at the same time. */
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
        // Within the lock, so that concurrent tasks load the weights only once.
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

    /** Returns the number of loaded models. */
    synchronized int size() {
        return models.size();
    }
}
