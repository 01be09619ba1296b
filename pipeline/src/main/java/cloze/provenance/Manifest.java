package cloze.provenance;

import cloze.error.CorruptArtifactException;
import cloze.table.StoredJson;
import cloze.table.TextFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Describes how an artifact was made. Stored beside it as manifest.json and put in place last, so an artifact with a
 * manifest is complete.
 *
 * @param job the job's name
 * @param fingerprint of job, configuration, inputs and code
 * @param code version and commit
 * @param environment JDK, operating system, processor, kernels (scalar or vector, on the driver) and Spark; weights
 *     from two environments may differ in the last bit
 * @param configuration all sections, as run
 * @param inputs identity of every input file
 * @param counts row counts and other counters, by name
 * @param summary the last lines that the job printed
 * @param finished time of writing, ISO-8601 in UTC
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

    private static final String FORMAT_FIELD = "format";
    private static final String FORMAT = "cloze-manifest-1";

    /** The beginning of a manifest that any version of this program wrote. */
    private static final Pattern OURS = Pattern.compile("\\s*\\{\\s*\"format\"\\s*:\\s*\"cloze-manifest-");

    private static final int HEAD_BYTES = 256;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final ObjectMapper STRICT = StoredJson.strict().build();

    /**
     * Reads the manifest of the artifact in {@code folder}. Empty if the artifact is incomplete, or if another program
     * wrote the file of this name.
     *
     * @throws CorruptArtifactException if this program wrote it, but it is damaged or of another version
     */
    public static Optional<Manifest> read(Configuration hadoop, Path folder) {
        var path = new Path(folder, FILE);
        try {
            Optional<String> text = MovingFile.read(() -> textOfOurs(path.getFileSystem(hadoop), path));
            if (text.isEmpty()) {
                return Optional.empty();
            }
            var fields = (ObjectNode) STRICT.readTree(text.get());
            if (!fields.remove(FORMAT_FIELD).asText().equals(FORMAT)) {
                throw new CorruptArtifactException(
                        "Manifest %s is of another version of this program, expected %s. Run its job again"
                                .formatted(path, FORMAT));
            }
            return Optional.of(StoredJson.value(STRICT, fields, Manifest.class));
        } catch (JsonProcessingException e) {
            throw new CorruptArtifactException(
                    "Manifest %s is damaged: %s. Remove the folder and run its job again"
                            .formatted(path, e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + path, e);
        }
    }

    /**
     * Returns the text of a manifest of this program. Of another program's file only the first bytes are read, because
     * it may be large.
     */
    private static Optional<String> textOfOurs(FileSystem files, Path path) throws IOException {
        try {
            if (files.getFileStatus(path).isDirectory()) {
                return Optional.empty();
            }
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
        try (InputStream in = files.open(path)) {
            byte[] head = in.readNBytes(HEAD_BYTES);
            if (!OURS.matcher(new String(head, StandardCharsets.UTF_8)).lookingAt()) {
                return Optional.empty();
            }
            var whole = new ByteArrayOutputStream();
            whole.write(head);
            in.transferTo(whole);
            return Optional.of(whole.toString(StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes this manifest to {@code path}. The artifact is complete once the file has the name {@link #FILE} in its
     * folder.
     */
    void write(Configuration hadoop, Path path) {
        ObjectNode fields = JSON.createObjectNode().put(FORMAT_FIELD, FORMAT);
        fields.setAll((ObjectNode) JSON.valueToTree(this));
        try {
            TextFile.write(hadoop, path, JSON.writeValueAsString(fields) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Manifest of " + job, e);
        }
    }

    /**
     * Returns section {@code name} of the configuration as run. A manifest also contains derived values of a section;
     * these are ignored.
     *
     * @throws CorruptArtifactException if there is no such section, or it cannot be read
     */
    public <T extends Record> T configuration(String name, Class<T> type) {
        JsonNode section = configuration.path(name);
        if (!section.isObject()) {
            throw new CorruptArtifactException(
                    "Manifest of %s: expected the section %s of its configuration, found %s. It may be of another version; run the job again"
                            .formatted(job, name, section.isMissingNode() ? "none" : section.getNodeType()));
        }
        try {
            return JSON.reader()
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .treeToValue(section, type);
        } catch (JsonProcessingException e) {
            throw new CorruptArtifactException(
                    "Manifest of %s: section %s cannot be read: %s. It may be of another version; run the job again"
                            .formatted(job, name, e.getOriginalMessage()),
                    e);
        }
    }

    /** Converts {@code value}, a configuration record, to JSON. */
    public static JsonNode json(Object value) {
        return JSON.valueToTree(value);
    }
}
