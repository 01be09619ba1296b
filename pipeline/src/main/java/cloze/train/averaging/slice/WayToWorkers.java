package cloze.train.averaging.slice;

import cloze.train.averaging.StateView;
import java.io.Serializable;
import java.util.function.Consumer;

/** How the workers of a process receive the parts of a start that are the same for all workers. */
interface WayToWorkers extends Serializable {
    /**
     * Fills a worker's replica.
     *
     * @param receive fills a state over the network
     */
    void bring(StateView replica, Consumer<StateView> receive);

    /** Each worker receives the parts itself, straight into its replica. Best for one worker per process. */
    record Directly() implements WayToWorkers {
        @Override
        public void bring(StateView replica, Consumer<StateView> receive) {
            receive.accept(replica);
        }
    }

    /**
     * The first worker of each process receives the parts, and the others copy them. This costs each process one more
     * state, and saves the network the states of all workers but one.
     *
     * @param run name of the training run
     * @param round number that no other round of the run has
     * @param parameters number of parameters
     * @param updater number of moments that are the same for all workers
     * @param runs number of concurrent runs
     */
    record ThroughProcess(String run, int round, int parameters, int updater, int runs) implements WayToWorkers {
        @Override
        public void bring(StateView replica, Consumer<StateView> receive) {
            ProcessStart.of(this).copyTo(replica, round, receive);
        }
    }
}
