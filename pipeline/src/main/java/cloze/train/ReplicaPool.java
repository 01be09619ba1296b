package cloze.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The replicas of this process that no worker is using, by training run. A round borrows what the round before gave back, so native memory
 * stays as it is from the second round on; when another run builds its first replica, the idle ones of earlier runs are closed.
 */
final class ReplicaPool {
    /** One per executor process: tasks of a stage share nothing else. */
    static final ReplicaPool OF_THIS_PROCESS = new ReplicaPool();

    private final Map<String, Deque<Replica>> idle = new HashMap<>();

    /** An idle replica of the run, or a new one. */
    Replica borrow(ReplicaRecipe recipe, ModelState state) {
        synchronized (this) {
            if (!idle.containsKey(recipe.run())) {
                closeAll();
                idle.put(recipe.run(), new ArrayDeque<>());
            }
            Replica replica = idle.get(recipe.run()).poll();
            if (replica != null) {
                return replica;
            }
        }
        recipe.requireSameKernels();
        return Replica.of(recipe, state);
    }

    synchronized void giveBack(ReplicaRecipe recipe, Replica replica) {
        Deque<Replica> replicas = idle.get(recipe.run());
        if (replicas == null) {
            replica.close();
        } else {
            replicas.push(replica);
        }
    }

    /** Closes the run's idle replicas; those in use close when they come back. */
    synchronized void close(String run) {
        Deque<Replica> replicas = idle.remove(run);
        if (replicas != null) {
            replicas.forEach(Replica::close);
        }
    }

    private void closeAll() {
        idle.values().forEach(replicas -> replicas.forEach(Replica::close));
        idle.clear();
    }
}
