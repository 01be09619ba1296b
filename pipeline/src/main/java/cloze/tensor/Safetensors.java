package cloze.tensor;

import cloze.error.CorruptArtifactException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The safetensors file format: the length of the header in 8 bytes (little-endian), a JSON header with each tensor's
 * type, shape and byte range, then the raw elements (little-endian). The format contains only data, so reading a file
 * runs no code of its author. Writes 32-bit floats. Format: the README of huggingface/safetensors.
 */
public final class Safetensors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALIGNMENT = 8;
    private static final int CHUNK_FLOATS = 1 << 14;

    private Safetensors() {}

    /**
     * Name and shape of a tensor to be written.
     *
     * @param name unique in its file
     * @param shape extents, outermost first
     */
    public record Announced(String name, List<Long> shape) {
        public Announced {
            shape = List.copyOf(shape);
        }
    }

    /** Provides the elements of an announced tensor when it is written. */
    @FunctionalInterface
    public interface Values {
        /** Returns all elements in row-major order. */
        float[] of(Announced tensor);
    }

    /** Writes {@code tensors} in order. Does not close {@code out}. */
    public static void write(OutputStream out, List<Tensor> tensors) throws IOException {
        writeHeader(
                out,
                tensors.stream()
                        .map(tensor -> new Announced(tensor.name(), tensor.shape()))
                        .toList(),
                Map.of());
        for (Tensor tensor : tensors) {
            writeFloats(out, tensor.values());
        }
    }

    /**
     * Writes {@code tensors} in order, requesting the {@code values} of one at a time. Does not close {@code out}.
     *
     * @param metadata free text for the header
     */
    public static void write(OutputStream out, List<Announced> tensors, Values values, Map<String, String> metadata)
            throws IOException {
        writeHeader(out, tensors, metadata);
        for (Announced tensor : tensors) {
            writeFloats(out, new Tensor(tensor.name(), tensor.shape(), values.of(tensor)).values());
        }
    }

    /**
     * Reads a whole file in the order of its data. Closes {@code in}.
     *
     * @param bytes length of the file
     * @param origin name of the file, for messages
     * @throws CorruptArtifactException if the file is truncated or is not a safetensors file of floats
     */
    public static List<Tensor> read(InputStream in, long bytes, String origin) throws IOException {
        try (var reader = SafetensorsReader.of(in, bytes, origin)) {
            List<Tensor> tensors = new ArrayList<>();
            reader.read(entry -> true, tensors::add);
            return tensors;
        }
    }

    private static void writeHeader(OutputStream out, List<Announced> tensors, Map<String, String> metadata)
            throws IOException {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode notes = header.putObject(SafetensorsHeader.METADATA);
            metadata.forEach(notes::put);
        }
        long offset = 0;
        for (Announced tensor : tensors) {
            long end = offset + tensor.shape().stream().reduce((long) Float.BYTES, (a, b) -> a * b);
            ObjectNode entry = header.putObject(tensor.name());
            entry.put("dtype", ElementType.F32.name());
            tensor.shape().forEach(entry.putArray("shape")::add);
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        int padding = (ALIGNMENT - json.length % ALIGNMENT) % ALIGNMENT;
        byte[] length = new byte[Long.BYTES];
        littleEndian(length).putLong(json.length + padding);
        out.write(length);
        out.write(json);
        out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
    }

    private static void writeFloats(OutputStream out, float[] values) throws IOException {
        byte[] chunk = new byte[CHUNK_FLOATS * Float.BYTES];
        FloatBuffer floats = littleEndian(chunk).asFloatBuffer();
        for (int start = 0; start < values.length; start += CHUNK_FLOATS) {
            int count = Math.min(CHUNK_FLOATS, values.length - start);
            floats.clear().put(values, start, count);
            out.write(chunk, 0, count * Float.BYTES);
        }
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
