package cloze.train;

import cloze.error.CorruptArtifactException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The safetensors file format, for 32-bit floats: the header's length as 8 bytes (little-endian), a JSON header that names each tensor's
 * type, shape and byte range, then the raw numbers (little-endian). Data only: reading one runs no code of its author.
 * Format: the README of huggingface/safetensors.
 */
public final class Safetensors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METADATA = "__metadata__";
    private static final String FLOAT = "F32";
    private static final int ALIGNMENT = 8;
    private static final int CHUNK_FLOATS = 1 << 14;

    /** As the format's own reader: a longer header is a damaged length. */
    private static final long LONGEST_HEADER = 100_000_000;

    private Safetensors() {}

    /** Writes {@code tensors} in their order; {@code metadata} is free text for the reader. Does not close {@code out}. */
    public static void write(OutputStream out, List<Tensor> tensors, Map<String, String> metadata) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode notes = header.putObject(METADATA);
            metadata.forEach(notes::put);
        }
        long offset = 0;
        for (Tensor tensor : tensors) {
            long end = offset + (long) Float.BYTES * tensor.values().length;
            ObjectNode entry = header.putObject(tensor.name());
            entry.put("dtype", FLOAT);
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
        for (Tensor tensor : tensors) {
            writeFloats(out, tensor.values());
        }
    }

    /**
     * Reads a whole file in the order of its data. Does not close {@code in}.
     *
     * @param origin the file's name, for messages
     * @throws CorruptArtifactException when the file is cut short or no safetensors file of floats
     */
    public static List<Tensor> read(InputStream in, String origin) throws IOException {
        var data = new DataInputStream(in);
        try {
            long length = Long.reverseBytes(data.readLong());
            if (length < 2 || length > LONGEST_HEADER) {
                throw corrupt(origin, "a header of 2 to %d bytes".formatted(LONGEST_HEADER), length + " bytes");
            }
            byte[] json = new byte[(int) length];
            data.readFully(json);
            List<Tensor> tensors = new ArrayList<>();
            long offset = 0;
            for (Entry entry : entries(json, origin)) {
                if (entry.begin() != offset) {
                    throw corrupt(origin, "%s to begin at byte %d".formatted(entry.name(), offset), "" + entry.begin());
                }
                float[] values = readFloats(data, (entry.end() - entry.begin()) / Float.BYTES);
                tensors.add(new Tensor(entry.name(), entry.shape(), values));
                offset = entry.end();
            }
            if (data.read() != -1) {
                throw corrupt(origin, "%d bytes of data".formatted(offset), "more");
            }
            return tensors;
        } catch (EOFException e) {
            throw new CorruptArtifactException(
                    "%s: expected the data its header announces, found the end of the file".formatted(origin), e);
        }
    }

    private record Entry(String name, List<Long> shape, long begin, long end) {}

    private static List<Entry> entries(byte[] json, String origin) throws IOException {
        JsonNode header;
        try {
            header = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new CorruptArtifactException("%s: expected a safetensors header, found no JSON".formatted(origin), e);
        }
        List<Entry> entries = new ArrayList<>();
        for (Iterator<Map.Entry<String, JsonNode>> fields = header.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (!field.getKey().equals(METADATA)) {
                entries.add(entry(field.getKey(), field.getValue(), origin));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        return entries;
    }

    private static Entry entry(String name, JsonNode node, String origin) {
        String type = node.path("dtype").asText();
        if (!type.equals(FLOAT)) {
            throw corrupt(origin, "%s to be %s".formatted(name, FLOAT), type.isEmpty() ? "no type" : type);
        }
        List<Long> shape = new ArrayList<>();
        node.path("shape").forEach(extent -> shape.add(extent.asLong()));
        long begin = node.path("data_offsets").path(0).asLong(-1);
        long end = node.path("data_offsets").path(1).asLong(-1);
        long bytes = shape.stream().reduce((long) Float.BYTES, (a, b) -> a * b);
        if (begin < 0 || end - begin != bytes || bytes / Float.BYTES > Integer.MAX_VALUE) {
            throw corrupt(
                    origin, "%d bytes for %s %s".formatted(bytes, name, shape), "range %d to %d".formatted(begin, end));
        }
        return new Entry(name, shape, begin, end);
    }

    private static CorruptArtifactException corrupt(String origin, String expected, String found) {
        return new CorruptArtifactException("%s: expected %s, found %s".formatted(origin, expected, found));
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

    private static float[] readFloats(DataInputStream in, long length) throws IOException {
        float[] values = new float[Math.toIntExact(length)];
        byte[] chunk = new byte[CHUNK_FLOATS * Float.BYTES];
        FloatBuffer floats = littleEndian(chunk).asFloatBuffer();
        for (int start = 0; start < values.length; start += CHUNK_FLOATS) {
            int count = Math.min(CHUNK_FLOATS, values.length - start);
            in.readFully(chunk, 0, count * Float.BYTES);
            floats.clear().get(values, start, count);
        }
        return values;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
