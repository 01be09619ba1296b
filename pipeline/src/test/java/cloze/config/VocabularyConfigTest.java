package cloze.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.VocabularyConfig.Casing;
import cloze.config.VocabularyConfig.Kind;
import cloze.error.InvalidConfigException;
import org.junit.jupiter.api.Test;

class VocabularyConfigTest {
    @Test
    void reportsAllFaultsAtOnce() {
        assertThatThrownBy(() -> new VocabularyConfig("", 5, 0, true, Kind.WORDS, -1, 0))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("vocabulary.vocab-size = 5: must be at least 6")
                .hasMessageContaining("vocabulary.min-frequency = 0: must be at least 1")
                .hasMessageContaining("vocabulary.limit-alphabet = -1: must be at least 1, or 0")
                .hasMessageContaining("vocabulary.max-words = 0: must be at least 1");
    }

    @Test
    void namesItsCasingAndWhetherItIsTrained() {
        assertThat(new VocabularyConfig("", 6, 1, true, Kind.WORDPIECE, 0, 1).casing())
                .isEqualTo(Casing.LOWER);
        assertThat(new VocabularyConfig("", 6, 1, false, Kind.WORDPIECE, 0, 1).casing())
                .isEqualTo(Casing.KEEP);
        assertThat(new VocabularyConfig("", 6, 1, true, Kind.WORDPIECE, 0, 1).isTrained())
                .isTrue();
        assertThat(new VocabularyConfig("vocab.txt", 6, 1, true, Kind.WORDPIECE, 0, 1).isTrained())
                .isFalse();
    }
}
