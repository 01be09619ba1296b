package cloze.train.synchronisation;

/**
 * One step of the outer optimiser of Douillard et al. 2023 (DiLoCo, algorithm 1): stochastic gradient descent with Nesterov's momentum over
 * rounds. The gradient is what the round's average lost of the parameters it began with; with learning rate 1 and no momentum the outcome
 * is the average itself, to the bit.
 *
 * @param parameters what the next round begins with
 * @param momentum what the next step adds to
 */
@SuppressWarnings("ArrayRecordComponent") // handed on by reference, never changed and never compared
record OuterStep(float[] parameters, float[] momentum) {

    /**
     * @param learningRate share of the step that is made
     * @param decay share of earlier steps kept in the momentum
     * @param before parameters the round began with
     * @param mean the workers' average at its end
     * @param momentum of the step before; zeros at first
     */
    static OuterStep of(double learningRate, double decay, float[] before, float[] mean, float[] momentum) {
        float[] parameters = new float[mean.length];
        float[] next = new float[mean.length];
        for (int i = 0; i < mean.length; i++) {
            double gradient = (double) before[i] - mean[i];
            next[i] = (float) (decay * momentum[i] + gradient);
            // before - rate * (gradient + decay * next), written so that nothing is left where rate is 1 and decay 0.
            double correction = (1 - learningRate) * gradient - learningRate * decay * next[i];
            parameters[i] = correction == 0 ? mean[i] : (float) (mean[i] + correction);
        }
        return new OuterStep(parameters, next);
    }
}
