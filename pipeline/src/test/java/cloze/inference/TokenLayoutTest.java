package cloze.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests how texts, pairs and texts with masks are laid out for the network, and what is cut off. */
class TokenLayoutTest {
    /** [CLS] is 2, [SEP] 3, [MASK] 4. */
    private static final int MASK = 4;

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    @Test
    void aTextIsCutAtItsEnd() {
        assertThat(SingleText.of(range(10, 13), TaughtModel.VOCABULARY, 5)).containsExactly(2, 10, 11, 12, 3);
        assertThat(SingleText.of(range(10, 14), TaughtModel.VOCABULARY, 5)).containsExactly(2, 10, 11, 12, 3);
        assertThat(SingleText.of(new int[0], TaughtModel.VOCABULARY, 5)).containsExactly(2, 3);
    }

    @Test
    void aPairKeepsWhatMeets() {
        SentencePair whole = SentencePair.of(range(10, 12), range(20, 23), TaughtModel.VOCABULARY, 8);
        assertThat(whole.ids()).containsExactly(2, 10, 11, 3, 20, 21, 22, 3);
        assertThat(whole.segments()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);

        SentencePair cut = SentencePair.of(range(10, 15), range(20, 23), TaughtModel.VOCABULARY, 8);
        assertThat(cut.ids()).containsExactly(2, 12, 13, 14, 3, 20, 21, 3);
        assertThat(cut.segments()).containsExactly(0, 0, 0, 0, 0, 1, 1, 1);
    }

    @Test
    void aTextThatFitsIsReadOnceForAllItsMasks() {
        List<MaskedText> texts = MaskedText.of(new int[] {10, MASK, 12, MASK}, TaughtModel.VOCABULARY, 6);
        assertThat(texts).hasSize(1);
        assertThat(texts.get(0).ids()).containsExactly(2, 10, MASK, 12, MASK, 3);
        assertThat(texts.get(0).masks()).containsExactly(2, 4);
    }

    @Test
    void eachMaskOfALongTextHasAStretchAroundIt() {
        int[] tokens = range(10, 30);
        tokens[0] = MASK;
        tokens[9] = MASK;
        tokens[19] = MASK;
        List<MaskedText> texts = MaskedText.of(tokens, TaughtModel.VOCABULARY, 6);
        assertThat(texts).hasSize(3);
        assertThat(texts.get(0).ids()).containsExactly(2, MASK, 11, 12, 13, 3);
        assertThat(texts.get(0).masks()).containsExactly(1);
        assertThat(texts.get(1).ids()).containsExactly(2, 17, 18, MASK, 20, 3);
        assertThat(texts.get(1).masks()).containsExactly(3);
        assertThat(texts.get(2).ids()).containsExactly(2, 26, 27, 28, MASK, 3);
        assertThat(texts.get(2).masks()).containsExactly(4);
    }

    @Test
    void ofEquallyLikelyPiecesTheLowerIdComesFirst() {
        float[] logits = new float[TaughtModel.PIECES.size() + 1];
        logits[7] = 1;
        logits[3] = 1;
        assertThat(LikeliestPieces.of(logits, TaughtModel.VOCABULARY, 4))
                .extracting(Guess::id)
                .containsExactly(3, 7, 0, 1);
    }

    @Test
    void aRowWithoutAPieceIsNoAnswerButHasItsShare() {
        float[] logits = new float[TaughtModel.PIECES.size() + 1];
        logits[TaughtModel.PIECES.size()] = 100;
        assertThat(LikeliestPieces.of(logits, TaughtModel.VOCABULARY, 1))
                .singleElement()
                .satisfies(guess -> {
                    assertThat(guess.id()).isZero();
                    assertThat(guess.probability()).isLessThan(1e-40);
                });
    }
}
