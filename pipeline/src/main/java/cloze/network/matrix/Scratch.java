package cloze.network.matrix;

/**
 * Native memory of one block of the network. It is allocated once and reused, and grows when a minibatch is larger than
 * all before. Its content is undefined after growing.
 */
public final class Scratch {
    /** Growth factor, so that slowly growing minibatches do not reallocate each time. */
    private static final double HEADROOM = 1.125;

    private Floats floats = Floats.allocate(1);

    /** Returns a matrix of {@code rows} x {@code columns} at the start of the memory. */
    public Matrix matrix(int rows, int columns) {
        return Matrix.of(floats((long) rows * columns), 0, rows, columns);
    }

    /** Returns at least {@code length} floats. */
    public Floats floats(long length) {
        if (floats.length() < length) {
            floats.free();
            floats = Floats.allocate(Math.max(length, (long) Math.min(length * HEADROOM, Integer.MAX_VALUE / 4.0 - 1)));
        }
        return floats;
    }

    public void free() {
        floats.free();
        floats = Floats.allocate(1);
    }
}
