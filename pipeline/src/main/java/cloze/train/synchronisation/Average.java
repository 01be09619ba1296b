package cloze.train.synchronisation;

import cloze.parallel.ParallelFor;
import java.util.List;
import java.util.function.Function;

/**
 * The mean of the workers' states, with equal weights.
 *
 * @param state the mean of parameters and optimiser states; sums are accumulated in double precision in the order of
 *     the workers, so equal states yield equal means to the bit
 * @param spread root-mean-square distance of the workers to the mean, relative to the root mean square of the mean;
 *     parameters only
 */
public record Average(ModelState state, double spread) {
    /** Elements per unit of work of a thread. Fixed, because the spread is summed piece by piece. */
    private static final int PIECE = 1 << 16;

    /** Use all cores, because the workers of the run wait until their states are averaged. */
    private static final ParallelFor.Threads ALL_CORES =
            ParallelFor.threads(Runtime.getRuntime().availableProcessors());

    /** Sums of squares over one piece. */
    private record Squares(double distances, double means) {}

    /**
     * Averages the end states of the workers.
     *
     * @param states one state per worker that had work, in the order of the workers; at least one
     */
    public static Average of(List<ModelState> states) {
        float[][] parameters = parts(states, ModelState::parameters);
        float[][] updaters = parts(states, ModelState::updater);
        float[] parameterMean = mean(parameters);
        float[] updaterMean = mean(updaters);
        return new Average(new ModelState(parameterMean, updaterMean), spread(parameters, parameterMean));
    }

    private static float[][] parts(List<ModelState> states, Function<ModelState, float[]> part) {
        return states.stream().map(part).toArray(float[][]::new);
    }

    private static float[] mean(float[][] workers) {
        float[] mean = new float[workers[0].length];
        ALL_CORES.run(() -> ParallelFor.each(pieces(mean), (member, piece) -> {
            int end = Math.min(mean.length, (piece + 1) * PIECE);
            for (int i = piece * PIECE; i < end; i++) {
                double sum = 0;
                for (float[] worker : workers) {
                    sum += worker[i];
                }
                mean[i] = (float) (sum / workers.length);
            }
        }));
        return mean;
    }

    private static double spread(float[][] workers, float[] mean) {
        // Pieces may be computed in any order, but are summed in a fixed one.
        var squares = new Squares[pieces(mean)];
        ALL_CORES.run(() ->
                ParallelFor.each(squares.length, (member, piece) -> squares[piece] = squares(workers, mean, piece)));
        double distances = 0;
        double means = 0;
        for (Squares piece : squares) {
            distances += piece.distances();
            means += piece.means();
        }
        return means == 0 ? 0 : Math.sqrt(distances / workers.length / means);
    }

    private static Squares squares(float[][] workers, float[] mean, int piece) {
        double distances = 0;
        double means = 0;
        int end = Math.min(mean.length, (piece + 1) * PIECE);
        for (int i = piece * PIECE; i < end; i++) {
            means += (double) mean[i] * mean[i];
            for (float[] worker : workers) {
                double distance = worker[i] - mean[i];
                distances += distance * distance;
            }
        }
        return new Squares(distances, means);
    }

    private static int pieces(float[] values) {
        return (values.length + PIECE - 1) / PIECE;
    }
}
