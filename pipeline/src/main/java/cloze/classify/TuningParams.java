package cloze.classify;

import cloze.config.TrainingConfig;
import cloze.config.hocon.ConfigLoader;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/**
 * The parameters that {@link TuningSettings} gives access to, with the names of the configuration's section
 * {@code training}. The defaults are in the ranges of the BERT paper (Devlin et al. 2018, appendix A.3).
 *
 * @param trainBatchSize examples per minibatch of one worker
 * @param learningRate peak learning rate
 * @param epochs passes over the examples
 * @param warmupProportion share of the steps with a rising learning rate, in [0, 1)
 * @param weightDecay decoupled weight decay
 * @param workers number of logical workers whose weights are averaged; part of the result
 * @param averagingFrequency steps of each worker between two averagings
 */
public record TuningParams(
        IntParam trainBatchSize,
        DoubleParam learningRate,
        IntParam epochs,
        DoubleParam warmupProportion,
        DoubleParam weightDecay,
        IntParam workers,
        IntParam averagingFrequency) {

    /** Creates the parameters of {@code stage}, with their defaults. */
    static TuningParams of(Params stage) {
        var params = new TuningParams(
                new IntParam(stage, "trainBatchSize", "examples per minibatch of one worker", ParamValidators.gtEq(1)),
                new DoubleParam(stage, "learningRate", "peak learning rate", ParamValidators.gt(0)),
                new IntParam(stage, "epochs", "passes over the examples", ParamValidators.gtEq(1)),
                new DoubleParam(
                        stage,
                        "warmupProportion",
                        "share of the steps during which the learning rate rises",
                        ParamValidators.inRange(0, 1, true, false)),
                new DoubleParam(
                        stage,
                        "weightDecay",
                        "decoupled weight decay; biases and layer norms are exempt",
                        ParamValidators.gtEq(0)),
                new IntParam(
                        stage,
                        "workers",
                        "number of logical workers whose weights are averaged; changes the result",
                        ParamValidators.gtEq(1)),
                new IntParam(
                        stage,
                        "averagingFrequency",
                        "steps of each worker between two averagings",
                        ParamValidators.gtEq(1)));
        stage.setDefault(params.trainBatchSize, 32);
        stage.setDefault(params.learningRate, 5e-5);
        stage.setDefault(params.epochs, 3);
        stage.setDefault(params.warmupProportion, 0.1);
        stage.setDefault(params.weightDecay, 0.01);
        stage.setDefault(params.workers, 1);
        stage.setDefault(params.averagingFrequency, 16);
        return params;
    }

    /**
     * Returns the training that {@code stage} asks for. Corrects Adam's moments for starting at zero, as transformers
     * does and unlike google-research/bert: in runs as short as fine-tuning their bias makes results unstable (Mosbach
     * et al. 2020, "On the Stability of Fine-tuning BERT", section 5).
     */
    TrainingConfig training(Params stage) {
        return ConfigLoader.load(
                        Optional.empty(),
                        List.of(
                                "training.train-batch-size = " + stage.getOrDefault(trainBatchSize),
                                "training.learning-rate = " + stage.getOrDefault(learningRate),
                                "training.epochs = " + stage.getOrDefault(epochs),
                                "training.warmup-proportion = " + stage.getOrDefault(warmupProportion),
                                "training.weight-decay = " + stage.getOrDefault(weightDecay),
                                "training.workers = " + stage.getOrDefault(workers),
                                "training.averaging-frequency = " + stage.getOrDefault(averagingFrequency),
                                "training.adam-bias-correction = true"))
                .training();
    }
}
