package cloze.train.checkpoint;

import cloze.error.CorruptArtifactException;
import cloze.table.StoredJson;
import cloze.tensor.Safetensors;
import cloze.tensor.Tensor;
import cloze.train.checkpoint.CheckpointInfo.WrittenFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder of one checkpoint: {@code model.safetensors}, {@code updater.safetensors}, {@code training-log.json},
 * {@code validation-log.json} and, written last, {@code checkpoint.json} with lengths and SHA-256 of the others.
 *
 * @param files the file system
 * @param path the folder
 */
public record CheckpointFolder(FileSystem files, Path path) {
    /** The file with the parameters of the network by name. */
    public static final String MODEL = "model.safetensors";

    static final String UPDATER = "updater.safetensors";
    static final String LOG = "training-log.json";
    static final String VALIDATION = "validation-log.json";
    static final String INFO = "checkpoint.json";

    private static final int BUFFER = 1 << 16;
    private static final ObjectMapper JSON = StoredJson.strict()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Writes part of the content of a file. */
    @FunctionalInterface
    private interface Writer {
        void write(OutputStream out) throws IOException;
    }

    /** Parses the content of a file. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(InputStream in, long bytes, String origin) throws IOException;
    }

    void write(Checkpoint checkpoint) throws IOException {
        Map<String, WrittenFile> written = new TreeMap<>();
        written.put(MODEL, write(MODEL, out -> Safetensors.write(out, checkpoint.parameters())));
        written.put(UPDATER, write(UPDATER, out -> Safetensors.write(out, checkpoint.updater())));
        written.put(LOG, write(LOG, out -> out.write(LogJson.ofRounds(checkpoint.log()))));
        written.put(VALIDATION, write(VALIDATION, out -> out.write(LogJson.ofMeasurements(checkpoint.validation()))));
        CheckpointInfo info = checkpoint.info().withFiles(written);
        write(INFO, out -> out.write(json(info)));
    }

    static byte[] json(CheckpointInfo info) throws JsonProcessingException {
        return JSON.writeValueAsBytes(info);
    }

    /** Returns whether {@code path} is the folder of a checkpoint. */
    public static boolean isAt(FileSystem files, Path path) throws IOException {
        return files.exists(new Path(path, INFO));
    }

    /** Returns whether every file exists. Where renaming a folder is not atomic, some may be missing. */
    boolean isComplete() throws IOException {
        for (String name : List.of(INFO, MODEL, UPDATER, LOG, VALIDATION)) {
            if (!files.exists(file(name))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads the progress of the run.
     *
     * @throws CorruptArtifactException if {@code checkpoint.json} is missing, damaged or of another format
     */
    public CheckpointInfo info() throws IOException {
        Path file = requireFile(INFO);
        try (InputStream in = files.open(file)) {
            JsonNode json = StoredJson.tree(JSON, in);
            JsonNode format = json.path("format");
            if (format.isInt() && format.intValue() != CheckpointInfo.FORMAT) {
                throw new CorruptArtifactException(
                        "%s: expected checkpoint format %d, found %s; use the version of Cloze that wrote it"
                                .formatted(file, CheckpointInfo.FORMAT, format));
            }
            return StoredJson.value(JSON, json, CheckpointInfo.class);
        } catch (JsonProcessingException e) {
            throw malformed(file, "a checkpoint's description", e);
        }
    }

    /**
     * Reads the parameters of the network.
     *
     * @throws CorruptArtifactException if a file is missing or has changed since it was written
     */
    public List<Tensor> parameters() throws IOException {
        return read(info(), MODEL, Safetensors::read);
    }

    Checkpoint read() throws IOException {
        CheckpointInfo info = info();
        return new Checkpoint(
                info,
                read(info, MODEL, Safetensors::read),
                read(info, UPDATER, Safetensors::read),
                read(info, LOG, (in, bytes, origin) -> LogJson.rounds(in)),
                read(info, VALIDATION, (in, bytes, origin) -> LogJson.measurements(in)));
    }

    private WrittenFile write(String name, Writer content) throws IOException {
        MessageDigest digest = sha256();
        try (var stored = files.create(file(name), true);
                var out = new BufferedOutputStream(new DigestOutputStream(stored, digest), BUFFER)) {
            content.write(out);
            out.flush();
            return new WrittenFile(stored.getPos(), HexFormat.of().formatHex(digest.digest()));
        }
    }

    private <T> T read(CheckpointInfo info, String name, Reader<T> reader) throws IOException {
        Path file = requireFile(name);
        WrittenFile expected = info.files().get(name);
        if (expected == null) {
            throw new CorruptArtifactException("%s: expected an entry for %s, found none".formatted(file(INFO), name));
        }
        long bytes = files.getFileStatus(file).getLen();
        if (bytes != expected.bytes()) {
            throw damaged(file, expected.bytes() + " bytes", bytes + " bytes");
        }
        // Compare the digest first, so that damaged content is never parsed.
        String found = digest(file);
        if (!found.equals(expected.sha256())) {
            throw damaged(file, "SHA-256 " + expected.sha256(), found);
        }
        try (var in = new BufferedInputStream(files.open(file), BUFFER)) {
            return reader.read(in, bytes, file.toString());
        } catch (JsonProcessingException e) {
            throw malformed(file, "a log", e);
        }
    }

    private String digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (var in = new DigestInputStream(files.open(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private Path requireFile(String name) throws IOException {
        Path file = file(name);
        if (!files.exists(file)) {
            throw damaged(file, "a file", "none");
        }
        return file;
    }

    private CorruptArtifactException damaged(Path file, String expected, String found) {
        return new CorruptArtifactException(
                "%s: expected %s, found %s; delete the folder %s to resume from an older checkpoint"
                        .formatted(file, expected, found, path));
    }

    private static CorruptArtifactException malformed(Path file, String expected, JsonProcessingException e) {
        return new CorruptArtifactException(
                "%s: expected %s, found %s; delete the folder to resume from an older checkpoint"
                        .formatted(file, expected, e.getOriginalMessage()),
                e);
    }

    private Path file(String name) {
        return new Path(path, name);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
