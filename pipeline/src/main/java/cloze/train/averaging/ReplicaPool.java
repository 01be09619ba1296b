package cloze.train.averaging;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The idle replicas of this process, by training run. A round borrows the replicas that the previous round gave back,
 * so native memory is constant from the second round on. The pool holds as many runs as are concurrent. When another
 * run needs its first replica, the replicas of the least recently used run are closed.
 */
final class ReplicaPool {
    /** The pool of the executor process. Tasks of a stage share nothing else. */
    static final ReplicaPool OF_THIS_PROCESS = new ReplicaPool();

    private static final float LOAD_FACTOR = 0.75f;

    /** Least recently used run first. */
    private final Map<String, Deque<Replica>> idle = new LinkedHashMap<>(4, LOAD_FACTOR, true);

    /** Returns an idle replica of the run, or a new one. */
    Replica borrow(ReplicaRecipe recipe, WorkerStart start) {
        synchronized (this) {
            makeRoom(recipe);
            Replica replica = idle.computeIfAbsent(recipe.run(), run -> new ArrayDeque<>())
                    .poll();
            if (replica != null) {
                return replica;
            }
        }
        recipe.requireSameKernels();
        return Replica.of(recipe, start);
    }

    synchronized void giveBack(ReplicaRecipe recipe, Replica replica) {
        Deque<Replica> replicas = idle.get(recipe.run());
        if (replicas == null) {
            replica.close();
        } else {
            replicas.push(replica);
        }
    }

    /** Closes the idle replicas of the run. Those in use are closed when they are given back. */
    synchronized void close(String run) {
        Deque<Replica> replicas = idle.remove(run);
        if (replicas != null) {
            replicas.forEach(Replica::close);
        }
    }

    private void makeRoom(ReplicaRecipe recipe) {
        while (!idle.containsKey(recipe.run()) && idle.size() >= recipe.share().runs()) {
            close(idle.keySet().iterator().next());
        }
    }
}
