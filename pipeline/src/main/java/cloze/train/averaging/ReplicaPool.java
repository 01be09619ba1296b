package cloze.train.averaging;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The idle replicas of this process, by training run. A round borrows the replicas that the previous round gave back,
 * so native memory is constant from the second round on.
 */
final class ReplicaPool {
    /** The pool of the executor process. Tasks of a stage share nothing else. */
    static final ReplicaPool OF_THIS_PROCESS = new ReplicaPool();

    private final KeptByRun<Deque<Replica>> idle = new KeptByRun<>(replicas -> replicas.forEach(Replica::close));

    /** Returns an idle replica of the run, or a new one. */
    Replica borrow(ReplicaRecipe recipe, WorkerStart start) {
        synchronized (this) {
            Replica replica = idle.get(recipe.run(), recipe.share().runs(), ArrayDeque::new)
                    .poll();
            if (replica != null) {
                return replica;
            }
        }
        recipe.requireSameKernels();
        return Replica.of(recipe, start);
    }

    synchronized void giveBack(ReplicaRecipe recipe, Replica replica) {
        idle.find(recipe.run()).ifPresentOrElse(replicas -> replicas.push(replica), replica::close);
    }

    /** Closes the idle replicas of the run. Those in use are closed when they are given back. */
    synchronized void close(String run) {
        idle.close(run);
    }
}
