package cloze.benchmark.cost;

import java.util.List;

/**
 * The time that a round spends beside fitting, as a sum of terms with constants to be measured. W is the number of workers,
 * S that of slices, s the bytes of a state.
 */
public enum RouteTerms {
    /**
     * The driver averages. It broadcasts one state, and executors pass its blocks on, so the state leaves the driver about
     * once; the states of all workers return to it.
     */
    DRIVER {
        @Override
        List<String> names() {
            return List.of("start, s", "broadcast, ns/byte", "return and mean, ns/byte and worker", "network");
        }

        @Override
        double[] of(Cluster cluster) {
            double state = cluster.state();
            return new double[] {
                1, state * NANO, state * cluster.workers() * NANO, cluster.onTheNetwork(state * (cluster.workers() + 1))
            };
        }
    },
    /**
     * Executors exchange slices: three stages of W, S and 1 tasks. Every worker sends its end state and receives the next
     * start; with fewer slices than workers, fewer executors send and receive. Each slice has a second copy elsewhere.
     * Executors that share processors take turns with the tasks of their worker as well as with its bytes.
     */
    SLICES {
        @Override
        List<String> names() {
            return List.of("start, s", "task, ms", "executor, s", "copying, ns/byte", "network");
        }

        @Override
        double[] of(Cluster cluster) {
            double state = cluster.state();
            double workers = cluster.workers();
            double uneven = Math.max(1, workers / cluster.slices());
            double card = cluster.workersPerCard() * state * (2 * (1 - 1 / workers) * uneven + 1 / workers);
            return new double[] {
                1,
                (workers + cluster.slices() + 1) * MILLI,
                cluster.turns(),
                state * cluster.turns() * NANO,
                cluster.onTheNetwork(card)
            };
        }
    };

    private static final double MILLI = 1e-3;
    private static final double NANO = 1e-9;

    /** The term of {@link #SLICES} for starting and ending tasks. */
    static final int TASK = 1;

    /** Returns the names of the constants with their units. */
    abstract List<String> names();

    /** Returns the factors of the constants, each in seconds per unit of its constant. */
    abstract double[] of(Cluster cluster);

    /** Returns the name of constant {@code term} with its unit. */
    public String name(int term) {
        return names().get(term);
    }

    /** Returns the term of the network. Its constant is 1 if cards reach their bandwidth, and larger otherwise. */
    int network() {
        return count() - 1;
    }

    /** Returns the number of constants. */
    public int count() {
        return names().size();
    }
}
