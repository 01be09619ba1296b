package cloze.train;

import cloze.config.TrainingConfig;
import cloze.config.TrainingConfig.Route;
import cloze.train.averaging.AveragingTrainer;
import cloze.train.averaging.InitialNetwork;
import cloze.train.averaging.ProcessShare;
import cloze.train.averaging.RoundStage;
import cloze.train.averaging.RoundTrainer;
import cloze.train.averaging.RoundTrainers;
import cloze.train.averaging.StateTransport;
import cloze.train.averaging.dl4j.FitPathsStage;
import cloze.train.averaging.plain.MapPartitionsStage;
import cloze.train.averaging.slice.SlicedTrainer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Creates trainers on Spark, of the kind that training.trainer and training.averaging-route name. Outside their own
 * packages, only this class knows the kinds.
 */
public final class SparkTrainers {
    private SparkTrainers() {}

    /**
     * Checks that {@code spark} can train, before any work is done.
     *
     * @throws cloze.error.InvalidConfigException if it uses Kryo
     */
    public static void check(SparkSession spark) {
        AveragingTrainer.requireJavaSerialization(JavaSparkContext.fromSparkContext(spark.sparkContext()));
    }

    /**
     * Returns trainers whose workers use the number of threads that {@link ProcessShare} determines.
     *
     * @param runs number of concurrent training runs, including this one
     */
    public static RoundTrainers of(SparkSession spark, int runs) {
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        return (network, training) ->
                trainer(context, network, training, ProcessShare.of(context, training.workers(), runs));
    }

    /** Returns trainers for a run without concurrent runs, with {@code threads} threads per worker. */
    public static RoundTrainers ofThreads(SparkSession spark, int threads) {
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        return (network, training) -> trainer(context, network, training, ProcessShare.alone(threads));
    }

    /**
     * Creates a trainer of the configured route, whose rounds {@code stage} carries to workers of one thread.
     *
     * @param stage the trainer takes ownership of it
     */
    public static RoundTrainer of(
            JavaSparkContext spark, InitialNetwork network, TrainingConfig training, RoundStage stage) {
        return trainer(spark, network, training, ProcessShare.alone(1), stage);
    }

    /** Returns the number of slices of a model with {@code parameters} parameters, where executors average. */
    public static int slices(TrainingConfig training, int parameters) {
        return SlicedTrainer.slices(training, parameters);
    }

    private static RoundTrainer trainer(
            JavaSparkContext spark, InitialNetwork network, TrainingConfig training, ProcessShare share) {
        RoundStage stage =
                switch (training.trainer()) {
                    case DL4J -> new FitPathsStage(spark, network, training);
                    case PLAIN -> new MapPartitionsStage(spark);
                };
        return trainer(spark, network, training, share, stage);
    }

    private static RoundTrainer trainer(
            JavaSparkContext spark,
            InitialNetwork network,
            TrainingConfig training,
            ProcessShare share,
            RoundStage stage) {
        if (route(spark.isLocal(), training) == Route.SLICES) {
            return new SlicedTrainer(spark, network, training, share, stage);
        }
        return new AveragingTrainer(spark, StateTransport.of(spark), network, training, share, stage);
    }

    /** Returns where rounds are averaged: {@link Route#SLICES} or {@link Route#DRIVER}. */
    public static Route route(SparkSession spark, TrainingConfig training) {
        return route(spark.sparkContext().isLocal(), training);
    }

    private static Route route(boolean isLocal, TrainingConfig training) {
        Route asked = training.exchange().averagingRoute();
        if (asked != Route.AUTOMATIC) {
            return asked;
        }
        return isLocal ? Route.DRIVER : Route.SLICES;
    }
}
