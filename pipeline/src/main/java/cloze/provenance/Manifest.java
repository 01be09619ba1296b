package cloze.provenance;

import cloze.error.CorruptArtifactException;
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
 * What made an artifact; stands beside it as manifest.json and is put there last, so that an artifact with a manifest is whole.
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

    private static final String FORMAT_FIELD = "format";
    private static final String FORMAT = "cloze-manifest-1";

    /** How a manifest of any version of this program begins. */
    private static final Pattern OURS = Pattern.compile("\\s*\\{\\s*\"format\"\\s*:\\s*\"cloze-manifest-");

    private static final int HEAD_BYTES = 256;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * The manifest of the artifact in {@code folder}, when it is whole. A file of this name that another program wrote is none.
     *
     * @throws CorruptArtifactException when it is this program's and damaged, or of another version
     */
    public static Optional<Manifest> read(Configuration hadoop, Path folder) {
        var path = new Path(folder, FILE);
        try {
            Optional<String> text = textOfOurs(path.getFileSystem(hadoop), path);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            var fields = (ObjectNode) JSON.readTree(text.get());
            if (!fields.remove(FORMAT_FIELD).asText().equals(FORMAT)) {
                throw new CorruptArtifactException(
                        "Manifest %s is of another version of this program, expected %s. Run its job again"
                                .formatted(path, FORMAT));
            }
            return Optional.of(JSON.treeToValue(fields, Manifest.class));
        } catch (JsonProcessingException e) {
            throw new CorruptArtifactException(
                    "Manifest %s is damaged: %s. Remove the folder and run its job again"
                            .formatted(path, e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + path, e);
        }
    }

    /** Of what another program calls a manifest only the beginning is read: it may be of any size. */
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

    /** Writes this to {@code path}; the artifact counts as whole once the file stands in its folder as {@link #FILE}. */
    void write(Configuration hadoop, Path path) {
        ObjectNode fields = JSON.createObjectNode().put(FORMAT_FIELD, FORMAT);
        fields.setAll((ObjectNode) JSON.valueToTree(this));
        try {
            TextFile.write(hadoop, path, JSON.writeValueAsString(fields) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Manifest of " + job, e);
        }
    }

    /** The section {@code name} of the configuration as run. What a section answers besides its keys stands in a manifest, too, and is passed over. */
    public <T extends Record> T configuration(String name, Class<T> type) {
        try {
            return JSON.reader()
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .treeToValue(configuration.get(name), type);
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
