package cloze.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.hocon.ConfigLoader;
import cloze.error.InvalidConfigException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordCopyTest {
    private static final TrainingConfig TRAINING =
            ConfigLoader.load(Optional.empty(), List.of()).training();

    @Test
    void differsWhereItIsToldTo() {
        TrainingConfig copy = RecordCopy.of(TRAINING, Map.of("workers", 5, "nextSentenceWeight", 0.5));
        assertThat(copy.workers()).isEqualTo(5);
        assertThat(copy.nextSentenceWeight()).isEqualTo(0.5);
        assertThat(copy).isNotEqualTo(TRAINING);
        assertThat(RecordCopy.of(copy, Map.of("workers", TRAINING.workers(), "nextSentenceWeight", 1.0)))
                .isEqualTo(TRAINING);
    }

    @Test
    void rulesHoldForCopiesToo() {
        assertThatThrownBy(() -> RecordCopy.of(TRAINING, Map.of("workers", 0)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("training.workers = 0: must be at least 1");
    }

    @Test
    void componentsAreThoseOfTheRecord() {
        assertThatThrownBy(() -> RecordCopy.of(TRAINING, Map.of("worker", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TrainingConfig has no component [worker]");
    }
}
