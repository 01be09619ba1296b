package cloze.network.matrix;

/**
 * Native memory that belongs to one block of the network: allocated once, grown when a minibatch is larger than any before, reused
 * otherwise. Its content is undefined after growing.
 */
public final class Scratch {
    /** Spare room, so that minibatches of slowly growing size do not allocate each time. */
    private static final double HEADROOM = 1.125;

    private Floats floats = Floats.allocate(1);

    /** Room for {@code rows} x {@code columns}. */
    public Matrix matrix(int rows, int columns) {
        return Matrix.of(floats((long) rows * columns), 0, rows, columns);
    }

    /** Room for {@code length} floats. */
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
