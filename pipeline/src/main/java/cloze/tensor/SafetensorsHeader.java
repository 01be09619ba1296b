package cloze.tensor;

import cloze.error.CorruptArtifactException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Parses and validates the JSON header of a safetensors file, which may be malicious. Every entry is checked before it
 * is used.
 */
final class SafetensorsHeader {
    static final String METADATA = "__metadata__";

    /** Maximum nesting of a header: its own object, a tensor's object, a list. */
    private static final int DEEPEST = 3;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final long dataBytes;
    private final String origin;

    private SafetensorsHeader(long dataBytes, String origin) {
        this.dataBytes = dataBytes;
        this.origin = origin;
    }

    /**
     * Returns the tensors of a file in the order of their data, which must not have gaps.
     *
     * @param bytes the header
     * @param dataBytes length of the data after the header
     * @param origin name of the file, for messages
     * @throws CorruptArtifactException if the header violates the format or does not fit the data
     */
    static List<TensorEntry> entries(byte[] bytes, long dataBytes, String origin) {
        return new SafetensorsHeader(dataBytes, origin).entries(bytes);
    }

    private List<TensorEntry> entries(byte[] bytes) {
        List<TensorEntry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : parse(bytes).properties()) {
            if (field.getKey().equals(METADATA)) {
                requireTexts(field.getValue());
            } else {
                entries.add(entry(field.getKey(), field.getValue()));
            }
        }
        entries.sort(Comparator.comparingLong(TensorEntry::begin)
                .thenComparingLong(TensorEntry::end)
                .thenComparing(TensorEntry::name));
        requireNoGaps(entries);
        return List.copyOf(entries);
    }

    private JsonNode parse(byte[] bytes) {
        if (bytes[0] != '{') {
            throw corrupt("a header that begins with {", "byte 0x%02x".formatted(bytes[0]));
        }
        try {
            // Decode strictly as UTF-8: a JSON parser would guess the encoding.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return JSON.readTree(text);
        } catch (CharacterCodingException e) {
            throw new CorruptArtifactException(
                    "%s: expected a header in UTF-8, found other bytes".formatted(origin), e);
        } catch (JsonProcessingException e) {
            throw new CorruptArtifactException(
                    "%s: expected a safetensors header, found no such JSON: %s"
                            .formatted(origin, e.getOriginalMessage()),
                    e);
        }
    }

    private void requireTexts(JsonNode metadata) {
        if (!metadata.isObject()) {
            throw corrupt("%s to be an object".formatted(METADATA), shortened(metadata));
        }
        metadata.forEach(value -> {
            if (!value.isTextual()) {
                throw corrupt("%s to hold texts".formatted(METADATA), shortened(value));
            }
        });
    }

    private TensorEntry entry(String name, JsonNode node) {
        if (!node.isObject()) {
            throw corrupt("%s to be an object with dtype, shape and data_offsets".formatted(name), shortened(node));
        }
        ElementType type = ElementType.named(node.path("dtype").asText())
                .orElseThrow(() -> corrupt(
                        "%s to have one of the dtypes %s".formatted(name, List.of(ElementType.values())),
                        shortened(node.path("dtype"))));
        List<Long> shape = numbers(name, "shape", node);
        List<Long> offsets = numbers(name, "data_offsets", node);
        if (offsets.size() != 2) {
            throw corrupt("%s.data_offsets to be [begin, end]".formatted(name), offsets.toString());
        }
        long begin = offsets.get(0);
        long end = offsets.get(1);
        if (begin > end || end > dataBytes) {
            throw corrupt(
                    "%s.data_offsets within the %d bytes of data".formatted(name, dataBytes),
                    offsets + (end > dataBytes ? ", as of a file cut short" : ""));
        }
        long bytes = bytes(name, type, shape);
        if (end - begin != bytes) {
            throw corrupt(
                    "%d bytes for %s %s of %s".formatted(bytes, name, shape, type),
                    "%d (data_offsets %s)".formatted(end - begin, offsets));
        }
        return new TensorEntry(name, type, shape, begin, end);
    }

    private List<Long> numbers(String name, String field, JsonNode entry) {
        JsonNode list = entry.path(field);
        if (!list.isArray()) {
            throw corrupt("%s.%s to be a list".formatted(name, field), shortened(list));
        }
        List<Long> numbers = new ArrayList<>();
        for (JsonNode number : list) {
            if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
                throw corrupt(
                        "%s.%s to hold whole numbers from 0 to 2^63 - 1".formatted(name, field), shortened(number));
            }
            numbers.add(number.asLong());
        }
        return numbers;
    }

    private long bytes(String name, ElementType type, List<Long> shape) {
        if (shape.contains(0L)) {
            return 0;
        }
        try {
            long bytes = type.bytes();
            for (long extent : shape) {
                bytes = Math.multiplyExact(bytes, extent);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw new CorruptArtifactException(
                    "%s: expected %s to fit into the file, found shape %s".formatted(origin, name, shape), e);
        }
    }

    private void requireNoGaps(List<TensorEntry> entries) {
        long offset = 0;
        String before = "the header";
        for (TensorEntry entry : entries) {
            if (entry.begin() != offset) {
                throw corrupt(
                        "%s to begin at byte %d, where %s ends".formatted(entry.name(), offset, before),
                        (entry.begin() < offset ? "an overlap: byte " : "a hole: byte ") + entry.begin());
            }
            offset = entry.end();
            before = entry.name();
        }
        if (offset != dataBytes) {
            throw corrupt(
                    "%d bytes of data, where %s ends".formatted(offset, before),
                    dataBytes + " bytes" + (dataBytes < offset ? ": the file is truncated" : ""));
        }
    }

    /** Shortens a value for a message; a header may contain anything. */
    private static String shortened(JsonNode node) {
        String text = node.isMissingNode() ? "nothing" : node.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    private CorruptArtifactException corrupt(String expected, String found) {
        return new CorruptArtifactException("%s: expected %s, found %s".formatted(origin, expected, found));
    }
}
