package cloze.network.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.NetworkConfig;
import cloze.error.ContractViolationException;
import cloze.network.Networks;
import cloze.shard.Minibatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Examples of 3 and 4 tokens: rows 0 to 2 and 3 to 6. */
class PackedBatchTest {
    /** 23 pieces, 12 positions, 2 segments. */
    private static final NetworkConfig NETWORK = Networks.tiny();

    private static final int[] IDS = {2, 7, 3, 2, 9, 8, 3};
    private static final int[] SEGMENTS = {0, 0, 0, 0, 0, 1, 1};
    private static final int[] STARTS = {0, 3, 7};
    private static final int[] LABELS = {0, 1};

    private static PackedBatch batch(int[] ids, int[] starts, int[] masked, int[] maskedIds, int[] labels) {
        return PackedBatch.of(new Minibatch(ids, SEGMENTS, starts, masked, maskedIds, labels, 1), NETWORK);
    }

    private static PackedBatch masked(int... rows) {
        return batch(IDS, STARTS, rows, new int[rows.length], LABELS);
    }

    @Test
    void positionsAreCountedWithinEachExample() {
        PackedBatch batch = masked(1, 4, 6);
        assertThat(batch.positions()).containsExactly(0, 1, 2, 0, 1, 2, 3);
        assertThat(batch.longest()).isEqualTo(4);
        assertThat(batch.rows()).isEqualTo(7);
    }

    @Test
    void theLastLayerComputesFirstAndMaskedRowsAndPutsThemOutInTwoGroups() {
        PackedBatch batch = masked(1, 4, 6);
        assertThat(batch.read().sources()).containsExactly(0, 1, 3, 4, 6);
        assertThat(batch.read().starts()).containsExactly(0, 2, 5);
        assertThat(batch.outputs()).containsExactly(0, 2, 1, 3, 4);
        assertThat(batch.encodedRows()).isEqualTo(5);
    }

    @Test
    void withNothingMaskedTheFirstRowsAreLeft() {
        PackedBatch batch = masked();
        assertThat(batch.read().sources()).containsExactly(0, 3);
        assertThat(batch.masked()).isZero();
        assertThat(batch.encodedRows()).isEqualTo(2);
    }

    @Test
    void refusesMaskedRowsThatDescendOrLieBehindTheTokens() {
        refused(() -> masked(4, 1), "masked_rows: found row 1");
        refused(() -> masked(1, 7), "masked_rows: found row 7");
        refused(() -> masked(-1), "masked_rows: found row -1");
    }

    @Test
    void refusesExamplesThatAreEmptyOrLongerThanTheNetworkReads() {
        refused(() -> batch(IDS, new int[] {0, 0, 7}, new int[0], new int[0], LABELS), "example 0 has 0 tokens");
        refused(
                () -> batch(new int[13], new int[] {0, 13}, new int[0], new int[0], new int[] {0}),
                "example 0 has 13 tokens, expected 1 to 12");
    }

    @Test
    void refusesPiecesAndLabelsThatTheNetworkHasNot() {
        refused(() -> batch(new int[] {2, 23, 3, 2, 9, 8, 3}, STARTS, new int[0], new int[0], LABELS), "input_ids");
        refused(() -> batch(IDS, STARTS, new int[] {1}, new int[] {23}, LABELS), "masked_lm_ids: found 23");
        refused(() -> batch(IDS, STARTS, new int[] {1}, new int[0], LABELS), "0 ids for 1 masked positions");
        refused(() -> batch(IDS, STARTS, new int[0], new int[0], new int[] {0, 2}), "next_sentence_labels: found 2");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ContractViolationException.class).hasMessageContaining(message);
    }
}
