package cloze.train.plan;

import java.io.Serializable;

/**
 * Identifies one minibatch of a run. It is loaded where it is fitted.
 *
 * @param epoch the pass over the examples, from 0
 * @param from index of its first example in the order of that epoch
 * @param to index after its last example
 * @param key unique key in the run; dropout draws depend on it
 */
public record MinibatchReference(int epoch, long from, long to, long key) implements Serializable {

    /** Returns the number of examples of the minibatch. */
    public long examples() {
        return to - from;
    }
}
