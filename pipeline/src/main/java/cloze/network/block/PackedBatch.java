package cloze.network.block;

import cloze.config.NetworkConfig;
import cloze.error.ContractViolationException;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A minibatch without its padding: the real tokens of all examples one after another (P rows), so that padding costs nothing and
 * cannot be attended to.
 *
 * @param key names the minibatch; dropout draws hang on it
 * @param longest tokens of the longest example
 * @param ids [P], pieces
 * @param segments [P]
 * @param positions [P], place in the example
 * @param all every row
 * @param read the rows that the heads read: of each example its [CLS], then its masked positions
 * @param outputs [B + M], where each row of {@code read} goes: [CLS] rows first, then masked rows, both in the minibatch's order
 */
@SuppressWarnings("ArrayRecordComponent") // a minibatch's index, never compared
public record PackedBatch(
        long key,
        int longest,
        int[] ids,
        int[] segments,
        int[] positions,
        Selection all,
        Selection read,
        int[] outputs) {

    /** The single position of a minibatch in which nothing is masked. */
    static final int NOTHING_MASKED = -1;

    /** No examples: what a block holds before its first pass. */
    static final PackedBatch EMPTY = new PackedBatch(
            0,
            0,
            new int[0],
            new int[0],
            new int[0],
            new Selection(new int[1], new int[0], true),
            new Selection(new int[1], new int[0], false),
            new int[0]);

    /** Reads the encoder's inputs: input_ids [B, T], segment_ids [B, T], lengths [B], masked_positions [M] and key [1]. */
    public static PackedBatch of(INDArray[] inputs, NetworkConfig network) {
        int width = (int) inputs[0].size(1);
        int[] lengths = Ints.of(inputs[2]);
        int[] starts = starts(lengths, width, network);
        int rows = starts[lengths.length];
        int[] paddedIds = Ints.of(inputs[0]);
        int[] paddedSegments = Ints.of(inputs[1]);
        int[] ids = new int[rows];
        int[] segments = new int[rows];
        int[] positions = new int[rows];
        for (int example = 0; example < lengths.length; example++) {
            for (int t = 0; t < lengths[example]; t++) {
                int row = starts[example] + t;
                ids[row] = paddedIds[example * width + t];
                segments[row] = paddedSegments[example * width + t];
                positions[row] = t;
            }
        }
        requireBelow(ids, network.vocabSize(), "input_ids", "network.vocab-size");
        requireBelow(segments, network.typeVocabSize(), "segment_ids", "network.type-vocab-size");
        Selection all = new Selection(starts, IntStream.range(0, rows).toArray(), true);
        return reading(inputs[4].getLong(0), new int[][] {ids, segments, positions}, all, width, masked(inputs[3]));
    }

    private static PackedBatch reading(long key, int[][] tokens, Selection all, int width, int[] masked) {
        int[] starts = all.starts();
        int examples = starts.length - 1;
        int[] readStarts = new int[examples + 1];
        int[] sources = new int[examples + masked.length];
        int[] outputs = new int[examples + masked.length];
        int next = 0;
        int mask = 0;
        int longest = 0;
        for (int example = 0; example < examples; example++) {
            int length = all.count(example);
            longest = Math.max(longest, length);
            readStarts[example] = next;
            sources[next] = starts[example];
            outputs[next++] = example;
            while (mask < masked.length && masked[mask] < (example + 1) * width) {
                int t = masked[mask] - example * width;
                if (t < 0 || t >= length) {
                    throw new ContractViolationException(
                            "Minibatch masked_positions: position %d of example %d, expected ascending positions below its length %d"
                                    .formatted(t, example, length));
                }
                sources[next] = starts[example] + t;
                outputs[next++] = examples + mask++;
            }
        }
        if (mask < masked.length) {
            throw new ContractViolationException(
                    "Minibatch masked_positions: %d, expected ascending values below %d = examples x longest"
                            .formatted(masked[mask], examples * width));
        }
        readStarts[examples] = next;
        Selection read = new Selection(readStarts, sources, false);
        return new PackedBatch(key, longest, tokens[0], tokens[1], tokens[2], all, read, outputs);
    }

    private static int[] starts(int[] lengths, int width, NetworkConfig network) {
        int limit =
                network.kind() == NetworkConfig.Kind.BERT ? Math.min(width, network.maxPositionEmbeddings()) : width;
        int[] starts = new int[lengths.length + 1];
        for (int example = 0; example < lengths.length; example++) {
            if (lengths[example] < 1 || lengths[example] > limit) {
                throw new ContractViolationException(
                        "Minibatch lengths: example %d has %d tokens, expected 1 to %d (the minibatch's width %d, network.max-position-embeddings %d)"
                                .formatted(example, lengths[example], limit, width, network.maxPositionEmbeddings()));
            }
            starts[example + 1] = starts[example] + lengths[example];
        }
        return starts;
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

    /** The masked positions; none when nothing is masked. */
    public static int[] masked(INDArray input) {
        int[] masked = Ints.of(input);
        return masked.length == 1 && masked[0] == NOTHING_MASKED ? new int[0] : masked;
    }

    /** B. */
    int examples() {
        return all.starts().length - 1;
    }

    /** P. */
    int rows() {
        return ids.length;
    }

    /** R: with nothing masked there is still one row, of zeros. */
    public int outputRows() {
        return Math.max(outputs.length, examples() + 1);
    }
}
