package cloze.benchmark;

import cloze.train.epoch.EpochSources;

/** Where the examples come from that a training benchmark fits. */
public interface ExampleSupply {
    /** For {@code workload}. */
    Supplied of(Workload workload);

    /**
     * Examples for a workload.
     *
     * @param name random, or where they are from
     * @param workload the workload, with the vocabulary of the examples
     * @param epochs the examples
     * @param count of an epoch
     * @param tokens of an example, on average
     */
    record Supplied(String name, Workload workload, EpochSources epochs, long count, double tokens) {
        /** Whether every example has all the tokens and masked positions that the workload speaks of. */
        boolean isFull() {
            return name.equals(RANDOM);
        }
    }

    /** The name of random tokens. */
    String RANDOM = "random";

    /** Examples of random tokens, as many as are asked for. */
    static ExampleSupply random(long seed) {
        return workload -> {
            var minibatches =
                    new RandomMinibatches(seed, workload.network().vocabSize(), workload.length(), workload.masked());
            return new Supplied(RANDOM, workload, epoch -> minibatches, Long.MAX_VALUE >> 20, workload.length());
        };
    }
}
