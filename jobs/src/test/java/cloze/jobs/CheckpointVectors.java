package cloze.jobs;

import cloze.tensor.Safetensors;
import cloze.tensor.Tensor;
import cloze.train.checkpoint.CheckpointFolder;
import cloze.train.state.DigestedFiles;
import cloze.train.state.StatePart;
import cloze.train.state.StoredState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A SHA-256 of each vector of the state in a checkpoint, by its name. It is the same however many files the state is in. */
final class CheckpointVectors {
    private static final String MODEL = "model";
    private static final String PARAMETERS = "parameters";

    private final SortedMap<String, MessageDigest> digests = new TreeMap<>();

    private CheckpointVectors() {}

    static SortedMap<String, String> of(CheckpointFolder checkpoint) throws IOException {
        var vectors = new CheckpointVectors();
        checkpoint.parameters().forEach(tensor -> vectors.add(MODEL, tensor));
        StoredState state = checkpoint.state();
        var folder = new DigestedFiles(checkpoint.files(), checkpoint.path());
        if (state.parts().isEmpty()) {
            checkpoint.parameters().forEach(tensor -> vectors.add(PARAMETERS, tensor));
            vectors.addAll(folder, state, StoredState.UPDATER);
        } else {
            List<StatePart> parts = state.parts().stream()
                    .sorted(Comparator.comparingInt(StatePart::from))
                    .toList();
            for (StatePart part : parts) {
                vectors.addAll(folder, state, part.file());
            }
        }
        SortedMap<String, String> found = new TreeMap<>();
        vectors.digests.forEach((name, digest) -> found.put(name, HexFormat.of().formatHex(digest.digest())));
        return found;
    }

    private void addAll(DigestedFiles folder, StoredState state, String file) throws IOException {
        folder.read(file, state.files().get(file), Safetensors::read).forEach(tensor -> add(tensor.name(), tensor));
    }

    private void add(String vector, Tensor tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(tensor.values().length * Float.BYTES);
        bytes.asFloatBuffer().put(tensor.values());
        digests.computeIfAbsent(vector, name -> sha256()).update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
