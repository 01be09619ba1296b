package cloze.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.VocabularyConfig.Casing;
import cloze.config.VocabularyConfig.Kind;
import cloze.error.InvalidConfigException;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyConfigTest {
    @Test
    void reportsAllFaultsAtOnce() {
        assertThatThrownBy(() -> new VocabularyConfig("", 5, 0, true, Kind.WORDS, -1, List.of(), -1, 0))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("vocabulary.vocab-size = 5: must be at least 6")
                .hasMessageContaining("vocabulary.min-frequency = 0: must be at least 1")
                .hasMessageContaining("vocabulary.limit-alphabet = -1: must be at least 1, or 0")
                .hasMessageContaining("vocabulary.unused-slots = -1: must be at least 0")
                .hasMessageContaining("vocabulary.max-words = 0: must be at least 1");
    }

    @Test
    void refusesReservedPiecesThatAreNoWordsOrMeanSomethingElse() {
        assertThatThrownBy(() -> reserving(100, "two words")).hasMessageContaining("without white space");
        assertThatThrownBy(() -> reserving(100, "")).hasMessageContaining("words of 1 to 200");
        assertThatThrownBy(() -> reserving(100, "x".repeat(201))).hasMessageContaining("words of 1 to 200");
        assertThatThrownBy(() -> reserving(100, "##ing")).hasMessageContaining("do not begin with ##");
        assertThatThrownBy(() -> reserving(100, "a", "a")).hasMessageContaining("twice");
        assertThatThrownBy(() -> reserving(100, "[MASK]")).hasMessageContaining("must not name a special piece");
        assertThatThrownBy(() -> reserving(100, "[unused7]")).hasMessageContaining("or an unused slot");
        assertThatThrownBy(() -> reserving(9, "[A]", "[B]", "C", "D"))
                .hasMessageContaining("must be at least 10: five specials, 0 unused slots, 4 reserved pieces and one");
        assertThat(reserving(10, "[A]", "[B]", "C", "D").reservedPieces()).hasSize(4);
    }

    private static VocabularyConfig reserving(int vocabSize, String... pieces) {
        return new VocabularyConfig("", vocabSize, 1, true, Kind.WORDPIECE, 0, List.of(pieces), 0, 1);
    }

    @Test
    void namesItsCasingAndWhetherItIsTrained() {
        assertThat(new VocabularyConfig("", 6, 1, true, Kind.WORDPIECE, 0, List.of(), 0, 1).casing())
                .isEqualTo(Casing.LOWER);
        assertThat(new VocabularyConfig("", 6, 1, false, Kind.WORDPIECE, 0, List.of(), 0, 1).casing())
                .isEqualTo(Casing.KEEP);
        assertThat(new VocabularyConfig("", 6, 1, true, Kind.WORDPIECE, 0, List.of(), 0, 1).isTrained())
                .isTrue();
        assertThat(new VocabularyConfig("vocab.txt", 6, 1, true, Kind.WORDPIECE, 0, List.of(), 0, 1).isTrained())
                .isFalse();
    }
}
