package cloze.train.checkpoint;

import cloze.error.CorruptArtifactException;
import cloze.table.StoredJson;
import cloze.tensor.Safetensors;
import cloze.tensor.Tensor;
import cloze.train.state.DigestedFiles;
import cloze.train.state.StatePart;
import cloze.train.state.StoredState;
import cloze.train.state.WrittenFile;
import cloze.train.synchronisation.FlatParameters;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder of one checkpoint: the state, {@code training-log.json}, {@code validation-log.json} and, written last,
 * {@code checkpoint.json} with lengths and SHA-256 of the others. The state is {@code model.safetensors} and
 * {@code updater.safetensors} in format {@value CheckpointInfo#WHOLE}, and {@code state-...safetensors} in format
 * {@value CheckpointInfo#IN_PARTS}, where a checkpoint that may be the result of its run also has the model.
 *
 * @param files the file system
 * @param path the folder
 */
public record CheckpointFolder(FileSystem files, Path path) {
    static final String LOG = "training-log.json";
    static final String VALIDATION = "validation-log.json";
    static final String INFO = "checkpoint.json";

    private static final ObjectMapper JSON = StoredJson.strict()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Writes everything but the state, which is in the folder already, and deletes all files that belong to neither. */
    void write(Checkpoint checkpoint, StoredState state) throws IOException {
        Map<String, WrittenFile> written = new TreeMap<>(state.files());
        written.put(LOG, digested().write(LOG, out -> out.write(LogJson.ofRounds(checkpoint.log()))));
        written.put(
                VALIDATION,
                digested().write(VALIDATION, out -> out.write(LogJson.ofMeasurements(checkpoint.validation()))));
        for (FileStatus file : files.listStatus(path)) {
            if (!written.containsKey(file.getPath().getName())) {
                files.delete(file.getPath(), true);
            }
        }
        CheckpointInfo info = checkpoint.info().with(state, written);
        digested().write(INFO, out -> out.write(json(info)));
    }

    static byte[] json(CheckpointInfo info) throws JsonProcessingException {
        return JSON.writeValueAsBytes(info);
    }

    /** Returns whether {@code path} is the folder of a checkpoint. */
    public static boolean isAt(FileSystem files, Path path) throws IOException {
        return files.exists(new Path(path, INFO));
    }

    /** Returns the names of the files that do not exist, as far as they are known. Where renaming a folder is not atomic, some may not. */
    List<String> missing() throws IOException {
        List<String> missing = new ArrayList<>();
        for (String name : names()) {
            if (!files.exists(new Path(path, name))) {
                missing.add(name);
            }
        }
        return missing;
    }

    private List<String> names() throws IOException {
        List<String> names = new ArrayList<>(List.of(INFO, LOG, VALIDATION));
        if (isAt(files, path)) {
            try {
                names.addAll(StoredState.names(info().parts()));
            } catch (CorruptArtifactException e) {
                return names; // whoever reads the description says what is wrong with it
            }
        }
        return names;
    }

    /**
     * Reads the progress of the run.
     *
     * @throws CorruptArtifactException if {@code checkpoint.json} is missing, damaged or of another format
     */
    public CheckpointInfo info() throws IOException {
        Path file = digested().require(INFO);
        try (InputStream in = files.open(file)) {
            JsonNode json = StoredJson.tree(JSON, in);
            int format = json.path("format").asInt();
            if (json.path("format").isInt() && format != CheckpointInfo.WHOLE && format != CheckpointInfo.IN_PARTS) {
                throw new CorruptArtifactException(
                        "%s: expected checkpoint format %d or %d, found %d; use the version of Cloze that wrote it"
                                .formatted(file, CheckpointInfo.WHOLE, CheckpointInfo.IN_PARTS, format));
            }
            if (format == CheckpointInfo.WHOLE && !json.has("parts")) {
                ((ObjectNode) json).putArray("parts");
            }
            CheckpointInfo info = StoredJson.value(JSON, json, CheckpointInfo.class);
            if (info.parts().isEmpty() != (format == CheckpointInfo.WHOLE)) {
                throw damaged(
                        file,
                        format == CheckpointInfo.WHOLE ? "no parts in format 1" : "parts in format 2",
                        info.parts().size() + " parts");
            }
            return info;
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
        CheckpointInfo info = info();
        return info.parts().isEmpty() || info.files().containsKey(StoredState.MODEL)
                ? read(info, StoredState.MODEL, Safetensors::read)
                : state(info).parameters(files.getConf());
    }

    /**
     * Returns the state, of which nothing is read.
     *
     * @throws CorruptArtifactException if the description is damaged, or names parts that do not hold each parameter once
     */
    public StoredState state() throws IOException {
        return state(info());
    }

    StoredState state(CheckpointInfo info) {
        FlatParameters layout = FlatParameters.of(info.network());
        if (!info.parts().isEmpty()) {
            StatePart.fault(info.parts(), layout.length()).ifPresent(fault -> {
                throw new CorruptArtifactException("%s: %s; delete the folder %s to resume from an older checkpoint"
                        .formatted(new Path(path, INFO), fault, path));
            });
        }
        return new StoredState(path.toString(), layout, info.files(), info.parts());
    }

    Checkpoint read() throws IOException {
        CheckpointInfo info = info();
        return new Checkpoint(
                info,
                read(info, LOG, (in, bytes, origin) -> LogJson.rounds(in)),
                read(info, VALIDATION, (in, bytes, origin) -> LogJson.measurements(in)));
    }

    private <T> T read(CheckpointInfo info, String name, DigestedFiles.Reader<T> reader) throws IOException {
        Path file = digested().require(name);
        WrittenFile expected = info.files().get(name);
        if (expected == null) {
            throw new CorruptArtifactException(
                    "%s: expected an entry for %s, found none".formatted(new Path(path, INFO), name));
        }
        try {
            return digested().read(name, expected, reader);
        } catch (JsonProcessingException e) {
            throw malformed(file, "a log", e);
        }
    }

    private DigestedFiles digested() {
        return new DigestedFiles(files, path);
    }

    private static CorruptArtifactException damaged(Path file, String expected, String found) {
        return new CorruptArtifactException(
                "%s: expected %s, found %s; delete the folder to resume from an older checkpoint"
                        .formatted(file, expected, found));
    }

    private static CorruptArtifactException malformed(Path file, String expected, JsonProcessingException e) {
        return new CorruptArtifactException(
                "%s: expected %s, found %s; delete the folder to resume from an older checkpoint"
                        .formatted(file, expected, e.getOriginalMessage()),
                e);
    }
}
