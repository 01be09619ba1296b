package cloze.provenance;

import cloze.dataset.TextFile;
import cloze.error.CorruptArtifactException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What made an artifact; stands beside it as manifest.json and is written last, so that an artifact with a manifest is whole.
 *
 * @param job the job's name
 * @param fingerprint of job, configuration, inputs and code
 * @param code version and commit
 * @param environment JDK, operating system, processor, form of the row-wise kernels (the driver's), Spark: weights may differ in the last bit
 *     between two of these
 * @param configuration as run, all sections
 * @param inputs identity of every input file
 * @param counts what was counted on the way
 * @param summary the lines the job printed last
 * @param finished time of writing, ISO-8601 UTC
 * @param seconds wall time of the job
 */
public record Manifest(
        String job,
        String fingerprint,
        CodeVersion code,
        Map<String, String> environment,
        JsonNode configuration,
        List<String> inputs,
        Map<String, Long> counts,
        List<String> summary,
        String finished,
        double seconds) {
    public static final String FILE = "manifest.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** The manifest of the artifact in {@code folder}, when it is whole. */
    public static Optional<Manifest> read(Configuration hadoop, Path folder) {
        var path = new Path(folder, FILE);
        try {
            if (!path.getFileSystem(hadoop).exists(path)) {
                return Optional.empty();
            }
            return Optional.of(JSON.readValue(TextFile.read(hadoop, path), Manifest.class));
        } catch (JsonProcessingException e) {
            throw new CorruptArtifactException(
                    "Manifest %s is damaged: %s. Remove the folder and run its job again"
                            .formatted(path, e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + path, e);
        }
    }

    /** Writes this as the last file of {@code folder}. */
    public void write(Configuration hadoop, Path folder) {
        try {
            TextFile.write(hadoop, new Path(folder, FILE), JSON.writeValueAsString(this) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Manifest of " + job, e);
        }
    }

    /** The section {@code name} of the configuration as run. */
    public <T extends Record> T configuration(String name, Class<T> type) {
        try {
            return JSON.treeToValue(configuration.get(name), type);
        } catch (JsonProcessingException e) {
            throw new CorruptArtifactException(
                    "Manifest of %s: section %s cannot be read: %s. It may be of another version; run the job again"
                            .formatted(job, name, e.getOriginalMessage()),
                    e);
        }
    }

    /** {@code value}, a record of the configuration, as JSON. */
    public static JsonNode json(Object value) {
        return JSON.valueToTree(value);
    }
}
