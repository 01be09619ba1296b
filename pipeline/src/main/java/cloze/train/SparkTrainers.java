package cloze.train;

import cloze.config.TrainingConfig;
import cloze.train.averaging.AveragingTrainer;
import cloze.train.averaging.InitialNetwork;
import cloze.train.averaging.ProcessShare;
import cloze.train.averaging.RoundStage;
import cloze.train.averaging.RoundTrainer;
import cloze.train.averaging.RoundTrainers;
import cloze.train.averaging.StateTransport;
import cloze.train.averaging.dl4j.FitPathsStage;
import cloze.train.averaging.plain.MapPartitionsStage;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Trainers on Spark, of the kind that training.trainer names: the one class beside the training loop that knows what fits a round. */
public final class SparkTrainers {
    private SparkTrainers() {}

    /**
     * Trainers whose workers have as many threads as Spark and the machine give them.
     *
     * @param runs training runs at work at the same time, this one included
     */
    public static RoundTrainers of(SparkSession spark, int runs) {
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        return (network, training) ->
                trainer(context, network, training, ProcessShare.of(context, training.workers(), runs));
    }

    /** Trainers of a run beside which no other is at work, whose workers have {@code threads} threads each. */
    public static RoundTrainers ofThreads(SparkSession spark, int threads) {
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        return (network, training) -> trainer(context, network, training, ProcessShare.alone(threads));
    }

    private static RoundTrainer trainer(
            JavaSparkContext spark, InitialNetwork network, TrainingConfig training, ProcessShare share) {
        RoundStage stage =
                switch (training.trainer()) {
                    case DL4J -> new FitPathsStage(spark, network, training);
                    case PLAIN -> new MapPartitionsStage(spark);
                };
        return new AveragingTrainer(spark, StateTransport.of(spark), network, training, share, stage);
    }
}
