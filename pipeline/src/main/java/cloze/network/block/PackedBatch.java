package cloze.network.block;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.Kind;
import cloze.dataset.LabelledExamples;
import cloze.dataset.SentencePairs;
import cloze.dataset.Task;
import cloze.error.ContractViolationException;
import cloze.network.matrix.Matrix;
import cloze.shard.Minibatch;
import java.util.stream.IntStream;

/**
 * A minibatch that has been checked against the network, with the indices that layers and heads need.
 *
 * @param minibatch P rows of B examples
 * @param longest number of tokens of the longest example
 * @param positions [P], position within the example
 * @param all selection of every row
 * @param read selection of the rows that the heads read: for each example its [CLS], then its masked positions
 * @param outputs [B + M], output index of each row of {@code read}: [CLS] rows first, then masked rows, both in the
 *     order of the minibatch
 */
@SuppressWarnings("ArrayRecordComponent") // a minibatch's index, never compared
public record PackedBatch(
        Minibatch minibatch, int longest, int[] positions, Selection all, Selection read, int[] outputs) {

    /** A batch without examples, held before the first pass. */
    public static final PackedBatch EMPTY = new PackedBatch(
            new Minibatch(new int[0], new int[0], new int[1], new int[0], new int[0], new int[0], 0),
            0,
            new int[0],
            new Selection(new int[1], new int[0], true),
            new Selection(new int[1], new int[0], false),
            new int[0]);

    /**
     * Checks and indexes {@code minibatch} for a network with the heads of pre-training.
     *
     * @throws ContractViolationException if it does not fit the network
     */
    public static PackedBatch of(Minibatch minibatch, NetworkConfig network) {
        PackedBatch packed = indexed(minibatch, network);
        for (Task task : Task.ofPairs()) {
            requireLabels(minibatch.labels(task), 2, SentencePairs.labels(task));
        }
        return packed;
    }

    /**
     * Checks and indexes {@code minibatch} for a classifier of {@code labels} classes.
     *
     * @throws ContractViolationException if it does not fit the network
     */
    public static PackedBatch ofLabelled(Minibatch minibatch, NetworkConfig network, int labels) {
        PackedBatch packed = indexed(minibatch, network);
        requireLabels(minibatch.classes(), labels, LabelledExamples.LABEL);
        return packed;
    }

    private static PackedBatch indexed(Minibatch minibatch, NetworkConfig network) {
        requireLengths(minibatch, network);
        requireBelow(minibatch.inputIds(), network.vocabSize(), "input_ids", "network.vocab-size");
        requireBelow(minibatch.segmentIds(), network.typeVocabSize(), "segment_ids", "network.type-vocab-size");
        requireBelow(minibatch.maskedIds(), network.vocabSize(), "masked_lm_ids", "network.vocab-size");
        requireMasks(minibatch);
        int[] starts = minibatch.starts();
        int examples = minibatch.examples();
        int[] masked = minibatch.maskedRows();
        int[] positions = new int[starts[examples]];
        int[] readStarts = new int[examples + 1];
        int[] sources = new int[examples + masked.length];
        int[] outputs = new int[examples + masked.length];
        int next = 0;
        int mask = 0;
        int longest = 0;
        for (int example = 0; example < examples; example++) {
            longest = Math.max(longest, minibatch.length(example));
            for (int row = starts[example]; row < starts[example + 1]; row++) {
                positions[row] = row - starts[example];
            }
            readStarts[example] = next;
            sources[next] = starts[example];
            outputs[next++] = example;
            while (mask < masked.length && masked[mask] < starts[example + 1]) {
                requireNotBefore(starts[example], masked[mask]);
                sources[next] = masked[mask];
                outputs[next++] = examples + mask++;
            }
        }
        if (mask < masked.length) {
            throw new ContractViolationException(
                    "Minibatch masked_rows: found row %d, expected ascending rows below %d, the number of tokens"
                            .formatted(masked[mask], positions.length));
        }
        readStarts[examples] = next;
        Selection all =
                new Selection(starts, IntStream.range(0, positions.length).toArray(), true);
        return new PackedBatch(minibatch, longest, positions, all, new Selection(readStarts, sources, false), outputs);
    }

    private static void requireLengths(Minibatch minibatch, NetworkConfig network) {
        int limit = network.kind() == Kind.BERT ? network.maxPositionEmbeddings() : Integer.MAX_VALUE;
        for (int example = 0; example < minibatch.examples(); example++) {
            int length = minibatch.length(example);
            if (length < 1 || length > limit) {
                throw new ContractViolationException(
                        "Minibatch starts: example %d has %d tokens, expected 1 to %d (network.max-position-embeddings %d)"
                                .formatted(example, length, limit, network.maxPositionEmbeddings()));
            }
        }
    }

    private static void requireBelow(int[] values, int limit, String input, String setting) {
        for (int value : values) {
            if (value < 0 || value >= limit) {
                throw new ContractViolationException(
                        "Minibatch %s: found %d, expected 0 to %d (%s): were these examples"
                                        .formatted(input, value, limit - 1, setting)
                                + " prepared with another vocabulary?");
            }
        }
    }

    private static void requireMasks(Minibatch minibatch) {
        if (minibatch.maskedIds().length != minibatch.maskedRows().length) {
            throw new ContractViolationException(
                    "Minibatch masked_lm_ids: %d ids for %d masked positions, expected one each"
                            .formatted(minibatch.maskedIds().length, minibatch.maskedRows().length));
        }
    }

    private static void requireLabels(int[] labels, int classes, String input) {
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new ContractViolationException("Minibatch %s: found %d, expected %s"
                        .formatted(input, label, classes == 2 ? "0 or 1" : "0 to " + (classes - 1)));
            }
        }
    }

    private static void requireNotBefore(int start, int row) {
        if (row < start) {
            throw new ContractViolationException(
                    "Minibatch masked_rows: found row %d among those of the example that begins at row %d, expected ascending rows"
                            .formatted(row, start));
        }
    }

    /** Returns B, the number of examples. */
    int examples() {
        return minibatch.examples();
    }

    /** Returns P, the number of packed rows. */
    int rows() {
        return positions.length;
    }

    /** Returns M, the number of masked positions. */
    int masked() {
        return minibatch.maskedRows().length;
    }

    /** Returns B + M, the number of rows that an encoder outputs. */
    public int encodedRows() {
        return outputs.length;
    }

    /** Returns the sequence rows [B, H] of the encoder's output or its gradient, [B + M, H]. */
    Matrix sequenceRows(Matrix encoded) {
        return encoded.rows(0, examples());
    }

    /** Returns the masked rows [M, H] of the encoder's output or its gradient, [B + M, H]. */
    Matrix maskedRows(Matrix encoded) {
        return encoded.rows(examples(), masked());
    }

    long key() {
        return minibatch.key();
    }

    /** Returns the piece ids [P]. */
    int[] ids() {
        return minibatch.inputIds();
    }

    /** Returns the segment ids [P]. */
    int[] segments() {
        return minibatch.segmentIds();
    }
}
