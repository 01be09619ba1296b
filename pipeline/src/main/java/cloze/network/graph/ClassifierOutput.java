package cloze.network.graph;

/**
 * The output of a classifier.
 *
 * @param labels K, the number of classes, at least 2
 * @param dropout share of the pooler's output that is dropped in training, in [0, 1)
 */
public record ClassifierOutput(int labels, double dropout) {
    public ClassifierOutput {
        if (labels < 2 || !(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "A classifier of %d labels with dropout %s: expected at least 2 and a share in [0, 1)"
                            .formatted(labels, dropout));
        }
    }
}
