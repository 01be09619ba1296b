package cloze.token;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.VocabularyConfig.Casing;
import cloze.config.VocabularyConfig.Kind;
import cloze.vocabulary.Vocabulary;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextEncoderTest {
    private static final Vocabulary VOCABULARY = vocabulary("the", "cat", "##s", "sat", ".", "東", "京", "、");

    @Test
    void allocatesNothingPerCharacterOfWordsItHasMet() {
        assertThat(bytesPerCharacter("The cats sat. the CAT sats. ".repeat(20_000)))
                .isLessThan(0.05);
    }

    @Test
    void allocatesNothingPerCharacterOfLongAsciiStretches() {
        // Longer than the cache accepts, so each stretch is split anew.
        assertThat(bytesPerCharacter("the.cat.sat.the.cats.sat.the.cat ".repeat(20_000)))
                .isLessThan(0.05);
    }

    @Test
    void allocatesNothingPerCharacterOfIdeographs() {
        assertThat(bytesPerCharacter("東京東京東京東京東京東京東京東京東京東京東京東京東京\n".repeat(20_000)))
                .isLessThan(0.05);
    }

    /**
     * Returns the bytes per character that the thread allocates to encode {@code text}, once the buffers have grown.
     */
    private static double bytesPerCharacter(String text) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        TextEncoder encoder =
                Tokenizer.of(VOCABULARY, Casing.LOWER, Kind.WORDPIECE).encoder();
        var ids = new IdBuffer();
        encoder.encode(text, ids);
        ids.clear();
        long before = threads.getCurrentThreadAllocatedBytes();
        encoder.encode(text, ids);
        return (threads.getCurrentThreadAllocatedBytes() - before) / (double) text.length();
    }

    private static Vocabulary vocabulary(String... pieces) {
        List<String> all = new ArrayList<>(Vocabulary.SPECIALS);
        all.addAll(List.of(pieces));
        return Vocabulary.of(all, "test");
    }
}
