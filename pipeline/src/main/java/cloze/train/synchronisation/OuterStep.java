package cloze.train.synchronisation;

/**
 * One step of the outer optimiser of Douillard et al. 2023 (DiLoCo, algorithm 1): stochastic gradient descent with
 * Nesterov momentum over rounds. The gradient is the parameters at the start of the round minus the mean of the
 * workers. With learning rate 1 and no momentum the result is the mean itself, to the bit.
 *
 * @param parameters parameters at the start of the next round
 * @param momentum momentum for the next step
 */
@SuppressWarnings("ArrayRecordComponent") // handed on by reference, never changed and never compared
record OuterStep(float[] parameters, float[] momentum) {

    /**
     * @param learningRate learning rate of the outer optimiser
     * @param decay momentum coefficient, the share of earlier steps that is kept
     * @param before parameters at the start of the round
     * @param mean mean of the workers at its end
     * @param momentum momentum of the previous step; zeros at first
     */
    static OuterStep of(double learningRate, double decay, float[] before, float[] mean, float[] momentum) {
        float[] parameters = new float[mean.length];
        float[] next = new float[mean.length];
        for (int i = 0; i < mean.length; i++) {
            double gradient = (double) before[i] - mean[i];
            next[i] = (float) (decay * momentum[i] + gradient);
            // Equals before - rate * (gradient + decay * next), written so that the correction is exactly 0 for rate 1
            // and decay 0.
            double correction = (1 - learningRate) * gradient - learningRate * decay * next[i];
            parameters[i] = correction == 0 ? mean[i] : (float) (mean[i] + correction);
        }
        return new OuterStep(parameters, next);
    }
}
