package cloze.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.hocon.ConfigLoader;
import cloze.error.InvalidConfigException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static final TrainingConfig TRAINING =
            ConfigLoader.load(Optional.empty(), List.of()).training();

    @Test
    void differsWhereItIsToldTo() {
        TrainingConfig copy = Records.copy(TRAINING, Map.of("workers", 5, "nextSentenceWeight", 0.5));
        assertThat(copy.workers()).isEqualTo(5);
        assertThat(copy.nextSentenceWeight()).isEqualTo(0.5);
        assertThat(copy).isNotEqualTo(TRAINING);
        assertThat(Records.copy(copy, Map.of("workers", TRAINING.workers(), "nextSentenceWeight", 1.0)))
                .isEqualTo(TRAINING);
    }

    @Test
    void rulesHoldForCopiesToo() {
        assertThatThrownBy(() -> Records.copy(TRAINING, Map.of("workers", 0)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("training.workers = 0: must be at least 1");
    }

    @Test
    void componentsAreThoseOfTheRecord() {
        assertThatThrownBy(() -> Records.copy(TRAINING, Map.of("worker", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TrainingConfig has no component [worker]");
    }

    @Test
    void componentsOfAGroupAreReachedByName() {
        TrainingConfig copy = Records.copy(TRAINING, Map.of("learningRate", 0.5, "keepCheckpoints", 7));
        assertThat(copy.optimiser().learningRate()).isEqualTo(0.5);
        assertThat(copy.optimiser().weightDecay())
                .isEqualTo(TRAINING.optimiser().weightDecay());
        assertThat(copy.checkpoints().keepCheckpoints()).isEqualTo(7);
    }

    /** Fingerprints of outputs depend on it. */
    @Test
    void theTextHasTheComponentsOfGroupsInPlace() {
        assertThat(TRAINING.toString())
                .startsWith("TrainingConfig[workers=2, trainBatchSize=32, averagingFrequency=")
                .contains(
                        ", learningRate=1.0E-4, schedule=LINEAR, warmupProportion=0.1, decayProportion=0.1, weightDecay=0.01, adamBiasCorrection=false, maxGradNorm=1.0, nextSentenceWeight=1.0, checkpointEvery=",
                        ", averaging=PLAIN, outerLearningRate=",
                        ", timeBudget=TimeSpan[seconds=0.0], earlyStopping=EarlyStoppingConfig[");
    }
}
