package cloze.train.averaging.slice;

import cloze.config.TrainingConfig.UpdaterState;
import cloze.train.synchronisation.Rule;
import java.io.Serializable;

/**
 * The partitions of the exchange between two rounds: one that every worker reads, one for each worker that keeps its own
 * moments, and one for the driver.
 *
 * @param own number of workers that keep their own moments
 */
record Mailboxes(int own) implements Serializable {
    /** The partition that every worker reads. */
    static final int SHARED = 0;

    static Mailboxes of(Rule rule) {
        return new Mailboxes(rule.updaterState() == UpdaterState.LOCAL ? rule.workers() : 0);
    }

    /** Returns the partition that only {@code worker} reads. */
    int of(int worker) {
        return 1 + worker;
    }

    /** Returns the partition that the driver reads. */
    int reports() {
        return 1 + own;
    }

    int count() {
        return reports() + 1;
    }
}
