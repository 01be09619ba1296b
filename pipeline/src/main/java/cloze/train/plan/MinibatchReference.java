package cloze.train.plan;

import java.io.Serializable;

/**
 * Names one minibatch of a run; it is loaded where it is fitted.
 *
 * @param epoch the pass over the examples it belongs to, from 0
 * @param from its first example in that epoch's order
 * @param to the example after its last
 * @param key names it in the run: dropout draws hang on it
 */
public record MinibatchReference(int epoch, long from, long to, long key) implements Serializable {

    /** Examples of the minibatch. */
    public long examples() {
        return to - from;
    }
}
