package cloze.train.plan;

/**
 * Names one minibatch of a run; it is loaded where it is fitted.
 *
 * @param epoch the pass over the examples it belongs to, from 0
 * @param from its first example in that epoch's order
 * @param to the example after its last
 * @param key names it in the run: dropout draws hang on it
 */
public record MinibatchReference(int epoch, long from, long to, long key) {

    /** Examples of the minibatch. */
    public long examples() {
        return to - from;
    }

    /** The form in which it travels as a path: epoch, from, to and key, joined by slashes. */
    public String path() {
        return epoch + "/" + from + "/" + to + "/" + key;
    }

    /** What {@link #path} was made from. */
    public static MinibatchReference parse(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("Minibatch reference %s: expected epoch/from/to/key".formatted(path));
        }
        return new MinibatchReference(
                Integer.parseInt(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]));
    }
}
