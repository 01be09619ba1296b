package cloze.release;

import cloze.error.InvalidInputException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads {@code model.safetensors.index.json}, which tells the file of each tensor of a model saved in several files. */
final class WeightIndex {
    static final String FILE = "model.safetensors.index.json";

    /** A file beside the index; anything else could lead out of the folder. */
    private static final Pattern NAME = Pattern.compile("[^./\\\\:][^/\\\\:]*\\.safetensors");

    private WeightIndex() {}

    /**
     * Returns the file name of each tensor.
     *
     * @param origin name of the index, for messages
     * @throws InvalidInputException if it names no files, or files elsewhere
     */
    static SortedMap<String, String> files(ObjectNode index, String origin) {
        JsonNode map = index.path("weight_map");
        if (!map.isObject() || map.isEmpty()) {
            throw new InvalidInputException(
                    "%s: expected a weight_map from tensors to files, found %s; save the model again"
                            .formatted(origin, map.isMissingNode() ? "none" : UntrustedJson.shortened(map)));
        }
        SortedMap<String, String> files = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            JsonNode file = entry.getValue();
            if (!file.isTextual() || !NAME.matcher(file.asText()).matches()) {
                throw new InvalidInputException(
                        "%s: expected %s in a .safetensors file of the same folder, found %s; keep the files of a model together"
                                .formatted(origin, entry.getKey(), UntrustedJson.shortened(file)));
            }
            files.put(entry.getKey(), file.asText());
        }
        return files;
    }
}
