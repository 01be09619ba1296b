package cloze.train.averaging.slice;

import cloze.config.TrainingConfig;
import cloze.train.synchronisation.Blocks;
import java.io.Serializable;

/**
 * Divides the vectors of a model into slices: consecutive whole {@link Blocks}, equally many but for rounding.
 *
 * @param parameters number of parameters of the model
 * @param slices number of slices, from 1 to the number of blocks
 */
record SlicePlan(int parameters, int slices) implements Serializable {
    /** Bytes of a parameter with its moments. */
    private static final double STATE_BYTES = 12;

    /** Bytes of all workers' parts of one slice, which its task holds at the same time. */
    private static final double PARTS_BYTES = 256e6;

    /** Assumed cost of a task, in bytes that a network card of 10 Gbit/s sends while Spark starts it in 0.5 ms. */
    private static final double TASK_BYTES = 1.25e9 * 0.5e-3;

    /** Fewer parameters per slice cost more to address than to send. */
    private static final int FEWEST_PARAMETERS = 4096;

    /** Returns the division that {@code training} configures. */
    static SlicePlan of(TrainingConfig training, int parameters) {
        int slices = training.exchange().averagingSlices();
        return slices == 0 ? automatic(parameters, training.workers()) : of(parameters, slices);
    }

    /** Returns a division into at most {@code slices} slices. */
    static SlicePlan of(int parameters, int slices) {
        return new SlicePlan(
                parameters, Math.max(1, Math.min(slices, Blocks.of(parameters).count(parameters))));
    }

    /**
     * Returns the division that makes a round short. More slices spread the sending over more executors, but each is a
     * task: the round is shortest at sqrt(24 P W / bytes per task), and more slices than workers spread nothing. At least
     * as many are taken as keep the parts of a slice small.
     */
    static SlicePlan automatic(int parameters, int workers) {
        double shortest = Math.min(workers, Math.sqrt(2 * STATE_BYTES * parameters * workers / TASK_BYTES));
        double smallEnough = STATE_BYTES * parameters * workers / PARTS_BYTES;
        double most = Math.ceil((double) parameters / FEWEST_PARAMETERS);
        return of(parameters, (int) Math.min(most, Math.ceil(Math.max(shortest, smallEnough))));
    }

    /** Returns the first parameter of {@code slice}. */
    int from(int slice) {
        Blocks blocks = Blocks.of(parameters);
        long firstBlock = (long) slice * blocks.count(parameters) / slices;
        return (int) Math.min(parameters, firstBlock * blocks.length());
    }

    /** Returns the parameter after the last one of {@code slice}. */
    int to(int slice) {
        return from(slice + 1);
    }
}
