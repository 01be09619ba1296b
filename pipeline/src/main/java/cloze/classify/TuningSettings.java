package cloze.classify;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Params;

/**
 * How {@link BertClassifier} trains.
 *
 * @param <T> the implementing class
 */
public interface TuningSettings<T extends TuningSettings<T>> extends Params {
    /** Returns the parameters. */
    TuningParams tuning();

    /** Sets the number of examples per minibatch of one worker. */
    default IntParam trainBatchSize() {
        return tuning().trainBatchSize();
    }

    default T setTrainBatchSize(int examples) {
        return with(set(trainBatchSize(), examples));
    }

    /** Sets the peak learning rate, from which it falls linearly to 0. */
    default DoubleParam learningRate() {
        return tuning().learningRate();
    }

    default T setLearningRate(double rate) {
        return with(set(learningRate(), rate));
    }

    /** Sets the number of passes over the examples. */
    default IntParam epochs() {
        return tuning().epochs();
    }

    default T setEpochs(int passes) {
        return with(set(epochs(), passes));
    }

    /** Sets the share of the steps during which the learning rate rises, in [0, 1). */
    default DoubleParam warmupProportion() {
        return tuning().warmupProportion();
    }

    default T setWarmupProportion(double share) {
        return with(set(warmupProportion(), share));
    }

    /** Sets the decoupled weight decay; biases and layer norms are exempt. */
    default DoubleParam weightDecay() {
        return tuning().weightDecay();
    }

    default T setWeightDecay(double coefficient) {
        return with(set(weightDecay(), coefficient));
    }

    /** Sets the number of logical workers whose weights are averaged. Changes the result. */
    default IntParam workers() {
        return tuning().workers();
    }

    default T setWorkers(int count) {
        return with(set(workers(), count));
    }

    /** Sets the number of steps of each worker between two averagings. */
    default IntParam averagingFrequency() {
        return tuning().averagingFrequency();
    }

    default T setAveragingFrequency(int steps) {
        return with(set(averagingFrequency(), steps));
    }

    /** Returns {@code stage}, which is this. */
    @SuppressWarnings("unchecked") // T is the stage itself
    private T with(Params stage) {
        return (T) stage;
    }
}
