package cloze.shard;

import cloze.dataset.Task;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Encodes one example as bytes. Each number is written in 7-bit groups, low group first, with the top bit set in all
 * but the last. Segment ids are written as the length of the first segment, masked positions as differences.
 */
final class ExampleCodec {
    private static final int MAX_BYTES_PER_INT = 5;

    private ExampleCodec() {}

    static byte[] encode(MaskedExample example) {
        byte[] id = example.exampleId().getBytes(StandardCharsets.UTF_8);
        int numbers = 4 + example.pairLabels().length + example.length() + 2 * example.maskedPositions().length;
        ByteBuffer out = ByteBuffer.allocate(id.length + MAX_BYTES_PER_INT * numbers);
        put(out, id.length);
        out.put(id);
        for (int label : example.pairLabels()) {
            put(out, label);
        }
        put(out, firstSegment(example));
        put(out, example.length());
        for (int inputId : example.inputIds()) {
            put(out, inputId);
        }
        put(out, example.maskedPositions().length);
        int before = 0;
        for (int position : example.maskedPositions()) {
            put(out, position - before);
            before = position;
        }
        for (int maskedId : example.maskedIds()) {
            put(out, maskedId);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /**
     * Decodes the remaining bytes of {@code in}. Compares each count with the bytes that are left, before memory is
     * reserved for it.
     *
     * @throws BufferUnderflowException if they end within a number
     * @throws IllegalArgumentException if they are not an example
     */
    static MaskedExample decode(ByteBuffer in) {
        byte[] id = new byte[count(in, "bytes of the id")];
        in.get(id);
        int[] labels = new int[Task.ofPairs().size()];
        for (int task = 0; task < labels.length; task++) {
            labels[task] = within(get(in), Integer.MAX_VALUE, "a label");
        }
        int firstSegment = get(in);
        int[] inputIds = new int[count(in, "tokens")];
        for (int t = 0; t < inputIds.length; t++) {
            inputIds[t] = within(get(in), Integer.MAX_VALUE, "a token");
        }
        int[] segmentIds = new int[inputIds.length];
        Arrays.fill(segmentIds, within(firstSegment, inputIds.length, "a first segment"), segmentIds.length, 1);
        int[] positions = new int[count(in, "predictions")];
        int before = 0;
        for (int p = 0; p < positions.length; p++) {
            before += get(in);
            positions[p] = within(before, inputIds.length - 1, "a masked position");
        }
        int[] maskedIds = new int[positions.length];
        for (int p = 0; p < maskedIds.length; p++) {
            maskedIds[p] = within(get(in), Integer.MAX_VALUE, "a masked token");
        }
        return new MaskedExample(
                new String(id, StandardCharsets.UTF_8), inputIds, segmentIds, positions, maskedIds, labels);
    }

    /** Reads the number of elements that follow, each of at least one byte. */
    private static int count(ByteBuffer in, String elements) {
        int count = get(in);
        if (count < 0 || count > in.remaining()) {
            throw new IllegalArgumentException("%d %s in %d bytes".formatted(count, elements, in.remaining()));
        }
        return count;
    }

    private static int within(int value, int most, String what) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("%s of %d, not from 0 to %d".formatted(what, value, most));
        }
        return value;
    }

    /** Returns the length of the leading run of zeros. All following ids must be ones. */
    private static int firstSegment(MaskedExample example) {
        int[] segmentIds = example.segmentIds();
        int length = 0;
        while (length < segmentIds.length && segmentIds[length] == 0) {
            length++;
        }
        for (int t = length; t < segmentIds.length; t++) {
            if (segmentIds[t] != 1) {
                throw new IllegalArgumentException("Example %s: segment ids must be zeros, then ones; found %s"
                        .formatted(example.exampleId(), Arrays.toString(segmentIds)));
            }
        }
        return length;
    }

    private static void put(ByteBuffer out, int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out.put((byte) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static int get(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte group = in.get();
            value |= (group & 0x7f) << shift;
            if (group >= 0) {
                return value;
            }
        }
    }
}
