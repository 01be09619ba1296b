package cloze.train.averaging;

import cloze.config.TrainingConfig;
import cloze.config.TrainingConfig.Trainer;
import cloze.train.TinyRun;
import cloze.train.averaging.dl4j.FitPathsStage;
import cloze.train.averaging.plain.MapPartitionsStage;
import cloze.train.averaging.slice.SlicedTrainer;
import cloze.train.optimiser.LearningRate;
import cloze.train.plan.TrainingPlan;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Trainers of {@link TinyRun}'s network, of a kind that a test names. */
public final class TrainerKinds {
    private TrainerKinds() {}

    static RoundTrainer trainer(
            Trainer kind, SparkSession spark, StateTransport transport, TrainingConfig training, TrainingPlan plan) {
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        InitialNetwork network = network(training, plan);
        return new AveragingTrainer(
                context, transport, network, training, ProcessShare.alone(1), stage(kind, context, network, training));
    }

    /** A trainer that averages on the driver. */
    public static RoundTrainer onDriver(Trainer kind, SparkSession spark, TrainingConfig training, TrainingPlan plan) {
        return trainer(kind, spark, StateTransport.of(new JavaSparkContext(spark.sparkContext())), training, plan);
    }

    /** A trainer that averages by slices, whatever the configured route. */
    public static RoundTrainer sliced(Trainer kind, SparkSession spark, TrainingConfig training, TrainingPlan plan) {
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        InitialNetwork network = network(training, plan);
        return new SlicedTrainer(
                context, network, training, ProcessShare.alone(1), stage(kind, context, network, training));
    }

    private static RoundStage stage(
            Trainer kind, JavaSparkContext context, InitialNetwork network, TrainingConfig training) {
        return switch (kind) {
            case DL4J -> new FitPathsStage(context, network, training);
            case PLAIN -> new MapPartitionsStage(context);
        };
    }

    static InitialNetwork network(TrainingConfig training, TrainingPlan plan) {
        var schedule = LearningRate.over(plan.steps(), training.optimiser());
        return InitialNetwork.of(TinyRun.NETWORK, training, schedule, new InitialParameters.Drawn(TinyRun.NETWORK, 11));
    }
}
