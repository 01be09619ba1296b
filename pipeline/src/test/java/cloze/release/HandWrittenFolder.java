package cloze.release;

import cloze.tensor.SafetensorsBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A model folder built without this program's writer: one layer of width 4 with two heads, over 9 pieces. Element [o,
 * i] of the k-th tensor is (k + o/16 + i/256)/64, which a float represents exactly.
 */
final class HandWrittenFolder {
    static final String CONFIG =
            """
            {
              "architectures": ["BertForPreTraining"],
              "hidden_act": "gelu",
              "hidden_size": 4,
              "intermediate_size": 6,
              "max_position_embeddings": 8,
              "model_type": "bert",
              "num_attention_heads": 2,
              "num_hidden_layers": 1,
              "vocab_size": 9
            }
            """;

    static final List<String> PIECES =
            List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "fish", "##es", "swims");

    private static final Map<String, int[]> SHAPES = new LinkedHashMap<>();

    static {
        String layer = "bert.encoder.layer.0.";
        put("bert.embeddings.word_embeddings.weight", 9, 4);
        put("bert.embeddings.position_embeddings.weight", 8, 4);
        put("bert.embeddings.token_type_embeddings.weight", 2, 4);
        put("bert.embeddings.LayerNorm.weight", 4);
        put("bert.embeddings.LayerNorm.bias", 4);
        put(layer + "attention.self.query.weight", 4, 4);
        put(layer + "attention.self.query.bias", 4);
        put(layer + "attention.self.key.weight", 4, 4);
        put(layer + "attention.self.key.bias", 4);
        put(layer + "attention.self.value.weight", 4, 4);
        put(layer + "attention.self.value.bias", 4);
        put(layer + "attention.output.dense.weight", 4, 4);
        put(layer + "attention.output.dense.bias", 4);
        put(layer + "attention.output.LayerNorm.weight", 4);
        put(layer + "attention.output.LayerNorm.bias", 4);
        put(layer + "intermediate.dense.weight", 6, 4);
        put(layer + "intermediate.dense.bias", 6);
        put(layer + "output.dense.weight", 4, 6);
        put(layer + "output.dense.bias", 4);
        put(layer + "output.LayerNorm.weight", 4);
        put(layer + "output.LayerNorm.bias", 4);
        put("bert.pooler.dense.weight", 4, 4);
        put("bert.pooler.dense.bias", 4);
        put("cls.predictions.bias", 9);
        put("cls.predictions.transform.dense.weight", 4, 4);
        put("cls.predictions.transform.dense.bias", 4);
        put("cls.predictions.transform.LayerNorm.weight", 4);
        put("cls.predictions.transform.LayerNorm.bias", 4);
        put("cls.seq_relationship.weight", 2, 4);
        put("cls.seq_relationship.bias", 2);
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private String config = CONFIG;

    /** A tensor as stored. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(String type, int[] shape, byte[] data) {}

    private static void put(String name, int... shape) {
        SHAPES.put(name, shape);
    }

    /** Returns a folder with all tensors under their present names. */
    static HandWrittenFolder complete() {
        var folder = new HandWrittenFolder();
        SHAPES.forEach((name, shape) -> folder.with(name, shape, values(name)));
        return folder;
    }

    /** Returns element [o, i] of the tensor {@code name}. */
    static float value(String name, int o, int i) {
        int k = List.copyOf(SHAPES.keySet()).indexOf(name);
        return (k + o / 16f + i / 256f) / 64;
    }

    static float[] values(String name) {
        int[] shape = SHAPES.get(name);
        int columns = shape.length == 1 ? 1 : shape[1];
        float[] values = new float[shape[0] * columns];
        for (int at = 0; at < values.length; at++) {
            values[at] = value(name, at / columns, at % columns);
        }
        return values;
    }

    HandWrittenFolder with(String name, int[] shape, float... values) {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return with(name, "F32", shape, data.array());
    }

    HandWrittenFolder with(String name, String type, int[] shape, byte... data) {
        entries.put(name, new Entry(type, shape, data));
        return this;
    }

    HandWrittenFolder without(String prefix) {
        entries.keySet().removeIf(name -> name.startsWith(prefix));
        return this;
    }

    /** Renames the tensor {@code name}. */
    HandWrittenFolder renamed(String name, String other) {
        entries.put(other, entries.remove(name));
        return this;
    }

    /** Replaces {@code part} by {@code other} in the names of all tensors. */
    HandWrittenFolder replaced(String part, String other) {
        Map<String, Entry> before = new LinkedHashMap<>(entries);
        entries.clear();
        before.forEach((name, entry) -> entries.put(name.replace(part, other), entry));
        return this;
    }

    HandWrittenFolder withConfig(String line, String other) {
        config = config.replace(line, other);
        return this;
    }

    ModelFolder write(Path path) throws IOException {
        writeText(path);
        writeTensors(path.resolve("model.safetensors"), List.copyOf(entries.keySet()));
        return GoldenModel.folder(path);
    }

    /** Writes the first half of the tensors to one file, the others to another, and an index. */
    void writeSharded(Path path, String first, String second) throws IOException {
        writeText(path);
        List<String> names = List.copyOf(entries.keySet());
        int half = names.size() / 2;
        writeTensors(path.resolve(first), names.subList(0, half));
        writeTensors(path.resolve(second), names.subList(half, names.size()));
        Files.writeString(
                path.resolve("model.safetensors.index.json"),
                names.stream()
                        .map(name -> "\"%s\": \"%s\"".formatted(name, names.indexOf(name) < half ? first : second))
                        .collect(Collectors.joining(", ", "{\"metadata\": {}, \"weight_map\": {", "}}")));
    }

    private void writeText(Path path) throws IOException {
        Files.createDirectories(path);
        Files.writeString(path.resolve("config.json"), config);
        Files.writeString(path.resolve("vocab.txt"), String.join("\n", PIECES) + "\n");
    }

    private void writeTensors(Path file, List<String> names) throws IOException {
        var data = new ByteArrayOutputStream();
        String header = names.stream()
                .map(name -> "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}"
                        .formatted(
                                name,
                                entries.get(name).type,
                                Arrays.toString(entries.get(name).shape),
                                append(data, entries.get(name).data)))
                .collect(Collectors.joining(",", "{\"__metadata__\":{\"format\":\"pt\"},", "}"));
        Files.write(file, SafetensorsBytes.of(header, data.toByteArray()));
    }

    private static String append(ByteArrayOutputStream all, byte[] data) {
        int begin = all.size();
        all.writeBytes(data);
        return "[%d,%d]".formatted(begin, all.size());
    }
}
