package cloze.train.averaging;

import cloze.train.synchronisation.ModelState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The replicas of this process that no worker is using, by training run. A round borrows what the round before gave back, so native memory
 * stays as it is from the second round on. As many runs have a place as are at work at once; when one more builds its first replica, the idle
 * ones of the run that was used the longest time ago are closed.
 */
final class ReplicaPool {
    /** One per executor process: tasks of a stage share nothing else. */
    static final ReplicaPool OF_THIS_PROCESS = new ReplicaPool();

    private static final float LOAD_FACTOR = 0.75f;

    /** In the order of the last use. */
    private final Map<String, Deque<Replica>> idle = new LinkedHashMap<>(4, LOAD_FACTOR, true);

    /** An idle replica of the run, or a new one. */
    Replica borrow(ReplicaRecipe recipe, ModelState state) {
        synchronized (this) {
            makeRoom(recipe);
            Replica replica = idle.computeIfAbsent(recipe.run(), run -> new ArrayDeque<>())
                    .poll();
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

    private void makeRoom(ReplicaRecipe recipe) {
        while (!idle.containsKey(recipe.run()) && idle.size() >= recipe.share().runs()) {
            close(idle.keySet().iterator().next());
        }
    }
}
