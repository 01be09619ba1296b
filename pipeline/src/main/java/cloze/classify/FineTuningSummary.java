package cloze.classify;

import java.io.Serializable;
import java.util.List;

/**
 * What a run did.
 *
 * @param examples number of examples
 * @param steps number of steps of each worker
 * @param losses mean loss of the minibatches of each averaging round, in nats
 * @param seconds wall time of the rounds
 */
public record FineTuningSummary(long examples, int steps, List<Double> losses, double seconds) implements Serializable {
    public FineTuningSummary {
        losses = List.copyOf(losses);
    }
}
