package cloze.train;

import java.util.List;
import java.util.function.Function;

/**
 * The mean of the workers' states, each with equal weight.
 *
 * @param state the mean of the parameters and of the optimiser's state; sums are made in double precision in the workers' order, so equal
 *     states give equal means to the bit
 * @param spread the workers' root-mean-square distance to the mean over the root mean square of the mean, parameters only
 */
record Average(ModelState state, double spread) {

    /** @param states one per worker that had work, in the workers' order; at least one */
    static Average of(List<ModelState> states) {
        float[] parameters = mean(states, ModelState::parameters);
        float[] updater = mean(states, ModelState::updater);
        return new Average(new ModelState(parameters, updater), spread(states, parameters));
    }

    private static float[] mean(List<ModelState> states, Function<ModelState, float[]> part) {
        float[][] values = states.stream().map(part).toArray(float[][]::new);
        float[] mean = new float[values[0].length];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (float[] worker : values) {
                sum += worker[i];
            }
            mean[i] = (float) (sum / values.length);
        }
        return mean;
    }

    private static double spread(List<ModelState> states, float[] mean) {
        double distances = 0;
        double squares = 0;
        for (ModelState state : states) {
            float[] parameters = state.parameters();
            for (int i = 0; i < mean.length; i++) {
                double distance = parameters[i] - mean[i];
                distances += distance * distance;
            }
        }
        for (float value : mean) {
            squares += (double) value * value;
        }
        return squares == 0 ? 0 : Math.sqrt(distances / states.size() / squares);
    }
}
