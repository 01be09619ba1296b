package cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.TrainingConfig.Trainer;
import cloze.dataset.Task;
import cloze.testing.SparkSessionExtension;
import cloze.train.log.TrainingLogRow;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A run of today learns what it learnt when these figures were recorded. Initial weights, order, dropout, network, optimiser and averaging
 * all show in them; a change that means to leave results alone must leave them alone, and one that does not records them anew.
 */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class GoldenLossesTest {
    /** Rounding differs between processors and kernels; 18 steps carry that no further. */
    private static final double RELATIVE = 1e-3;

    /** Per round: loss of masked words, loss of next sentences, gradient norm, spread of the workers. */
    private static final double[][] RECORDED = {
        {3.43597, 0.798378, 4.71674, 0.064845},
        {3.43448, 0.672606, 2.11612, 0.0818914},
        {3.32495, 0.647489, 1.75815, 0.0436003},
        {3.35884, 0.666066, 2.25109, 0.0340917},
        {3.14254, 0.654116, 2.02639, 0.0160418},
        {3.03862, 0.602097, 1.91577, 0.00568162}
    };

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aRunLearnsWhatItLearntBefore(Trainer kind, SparkSession spark) {
        PretrainingRequest request =
                TinyRun.request(TinyRun.training(2, 6, TrainingSettings.setting("trainer", kind)), folder.toString());

        PretrainingResult result = TinyPretraining.of(
                        spark, request, TinyPretraining.hooks(spark, TinyRun.Examples::new))
                .run();

        assertThat(result.log()).hasSameSizeAs(RECORDED);
        for (int round = 0; round < RECORDED.length; round++) {
            TrainingLogRow row = result.log().get(round);
            double[] found = {
                row.metrics().loss(Task.MASKED_LM),
                row.metrics().loss(Task.NEXT_SENTENCE),
                row.gradientNorm(),
                row.parameterSpread()
            };
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i])
                        .as("round %d, figure %d", round, i)
                        .isCloseTo(RECORDED[round][i], within(RELATIVE * RECORDED[round][i]));
            }
        }
    }
}
