package cloze.train.averaging.slice;

import java.io.Serializable;

/**
 * Divides slices into the parts of a checkpoint: consecutive slices, equally many but for rounding.
 *
 * @param slices the slices
 * @param parts number of parts, from 1 to the number of slices
 */
record PartPlan(SlicePlan slices, int parts) implements Serializable {
    /**
     * Bytes of a part, unless a single slice has more. Fewer would make many small files, which file systems of clusters
     * are slow with. More would fill the heap of the task, which holds its part twice, and leave executors idle.
     */
    static final long PART_BYTES = 128L << 20;

    /**
     * Returns the division into parts of about {@code partBytes}.
     *
     * @param floats number of floats of the state for each parameter
     */
    static PartPlan of(SlicePlan slices, int floats, long partBytes) {
        long bytes = (long) Float.BYTES * floats * slices.parameters();
        long parts = (bytes + partBytes - 1) / partBytes;
        return new PartPlan(slices, (int) Math.max(1, Math.min(slices.slices(), parts)));
    }

    /** Returns the first slice of {@code part}. */
    int firstSlice(int part) {
        return (int) ((long) part * slices.slices() / parts);
    }

    /** Returns the first parameter of {@code part}. */
    int from(int part) {
        return slices.from(firstSlice(part));
    }

    /** Returns the parameter after the last one of {@code part}. */
    int to(int part) {
        return from(part + 1);
    }
}
