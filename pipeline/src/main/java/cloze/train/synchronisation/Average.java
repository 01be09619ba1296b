package cloze.train.synchronisation;

import cloze.parallel.ParallelFor;
import java.util.List;
import java.util.function.Function;

/**
 * The mean of the workers' states, with equal weights.
 *
 * @param state the mean of parameters and optimiser states; sums are accumulated in double precision in the order of
 *     the workers, so equal states yield equal means to the bit
 * @param spread distance of the workers to the mean; parameters only
 */
public record Average(ModelState state, Spread spread) {
    /** Elements per unit of work of a thread. */
    private static final int PIECE = 1 << 16;

    /** Averages the end states of the workers, of a whole model. See {@link #of(List, Blocks)}. */
    public static Average of(List<ModelState> states) {
        return of(states, Blocks.of(states.get(0).parameters().length));
    }

    /**
     * Averages the end states of the workers with the threads of the caller; see {@link ParallelFor}.
     *
     * @param states one state per worker that had work, in the order of the workers; at least one
     * @param blocks the blocks of the spread
     */
    static Average of(List<ModelState> states, Blocks blocks) {
        float[][] parameters = parts(states, ModelState::parameters);
        float[][] updaters = parts(states, ModelState::updater);
        float[] parameterMean = mean(parameters);
        float[] updaterMean = mean(updaters);
        return new Average(new ModelState(parameterMean, updaterMean), spread(parameters, parameterMean, blocks));
    }

    private static float[][] parts(List<ModelState> states, Function<ModelState, float[]> part) {
        return states.stream().map(part).toArray(float[][]::new);
    }

    private static float[] mean(float[][] workers) {
        float[] mean = new float[workers[0].length];
        int pieces = (mean.length + PIECE - 1) / PIECE;
        ParallelFor.each(pieces, (member, piece) -> {
            int end = Math.min(mean.length, (piece + 1) * PIECE);
            for (int i = piece * PIECE; i < end; i++) {
                double sum = 0;
                for (float[] worker : workers) {
                    sum += worker[i];
                }
                mean[i] = (float) (sum / workers.length);
            }
        });
        return mean;
    }

    private static Spread spread(float[][] workers, float[] mean, Blocks blocks) {
        double[] distances = new double[blocks.count(mean.length)];
        double[] means = new double[distances.length];
        ParallelFor.each(distances.length, (member, block) -> {
            double squaredDistances = 0;
            double squaredMeans = 0;
            int end = Math.min(mean.length, (block + 1) * blocks.length());
            for (int i = block * blocks.length(); i < end; i++) {
                squaredMeans += (double) mean[i] * mean[i];
                for (float[] worker : workers) {
                    double distance = worker[i] - mean[i];
                    squaredDistances += distance * distance;
                }
            }
            distances[block] = squaredDistances;
            means[block] = squaredMeans;
        });
        return new Spread(distances, means, workers.length);
    }
}
