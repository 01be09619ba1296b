package cloze.train;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.DroppingOut;
import cloze.config.TrainingConfig;
import cloze.dataset.Task;
import cloze.shard.Minibatch;
import cloze.testing.SparkSessionExtension;
import cloze.train.averaging.InitialParameters;
import cloze.train.averaging.MinibatchSource;
import cloze.train.log.TrainingLogRow;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A network that is shown the same few examples again and again knows them by heart in the end: gradients, optimiser and rounds fit together. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class OverfittingTest {
    @TempDir
    private Path folder;

    @Test
    void oneMinibatchIsLearntByHeart(SparkSession spark) {
        TrainingConfig training = TinyRun.training(
                2, 0, "max-steps=300", "averaging-frequency=10", "weight-decay=0", "checkpoint-every=1000");
        var request = new PretrainingRequest(
                DroppingOut.of(TinyRun.NETWORK, 0),
                training,
                11,
                List.of(TinyRun.EXAMPLES),
                new InitialParameters.Drawn(DroppingOut.of(TinyRun.NETWORK, 0), 11),
                folder.toString(),
                "fingerprint");

        PretrainingResult result = TinyPretraining.of(
                        spark, request, TinyPretraining.hooks(spark, epoch -> new OneMinibatch()))
                .run();

        TrainingLogRow first = result.log().get(0);
        assertThat(first.metrics().loss(Task.MASKED_LM)).isGreaterThan(2);
        assertThat(result.last().metrics().loss(Task.MASKED_LM)).isLessThan(0.01);
        assertThat(result.last().metrics().loss(Task.NEXT_SENTENCE)).isLessThan(0.01);
        assertThat(result.last().metrics().accuracy(Task.MASKED_LM)).isEqualTo(1);
        assertThat(result.last().metrics().accuracy(Task.NEXT_SENTENCE)).isEqualTo(1);
    }

    private record OneMinibatch() implements MinibatchSource {
        @Override
        public Minibatch load(long from, long to, long key) {
            return new TinyRun.Examples(0).load(0, 4, 1);
        }
    }
}
