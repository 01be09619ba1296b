package cloze.train.state;

import cloze.error.CorruptArtifactException;
import cloze.tensor.SafetensorsFile;
import cloze.tensor.TensorEntry;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads ranges of the vectors of a stored state. Opens only the files that hold them, each once. */
final class VectorReader implements AutoCloseable {
    private final StoredState state;
    private final DigestedFiles folder;
    private final Map<String, SafetensorsFile> open = new HashMap<>();

    /**
     * Consecutive elements of a vector.
     *
     * @param file the file that holds them
     * @param tensor the tensor of that file that consists of them
     * @param begin index of the first one in the vector
     * @param end index after the last one
     */
    private record Piece(String file, String tensor, long begin, long end) {}

    VectorReader(StoredState state, DigestedFiles folder) {
        this.state = state;
        this.folder = folder;
    }

    /** Requires that a file is as it was written. */
    void requireIntact(String name) throws IOException {
        WrittenFile expected = state.files().get(name);
        if (expected == null) {
            throw new CorruptArtifactException(
                    "%s: expected an entry for %s in the description of the checkpoint, found none"
                            .formatted(folder.folder(), name));
        }
        folder.requireIntact(name, expected);
    }

    /**
     * Requires that a file holds what it must of a vector.
     *
     * @param times number of elements of the vector for each parameter
     */
    void requireShare(String file, String vector, int times) throws IOException {
        for (Piece piece : pieces(vector, times)) {
            if (piece.file().equals(file)) {
                entry(piece);
            }
        }
    }

    /**
     * Reads {@code length} elements of a vector.
     *
     * @param times number of elements of the vector for each parameter
     * @param from index of the first one
     */
    float[] read(String vector, int times, long from, int length) throws IOException {
        float[] values = new float[length];
        for (Piece piece : pieces(vector, times)) {
            long begin = Math.max(piece.begin(), from);
            long end = Math.min(piece.end(), from + length);
            if (begin < end) {
                file(piece)
                        .read(entry(piece), begin - piece.begin(), values, (int) (begin - from), (int) (end - begin));
            }
        }
        return values;
    }

    private List<Piece> pieces(String vector, int times) {
        if (!state.parts().isEmpty()) {
            return state.parts().stream()
                    .map(part -> new Piece(part.file(), vector, (long) times * part.from(), (long) times * part.to()))
                    .toList();
        }
        if (vector.equals(StoredState.PARAMETERS)) {
            return state.layout().shapes().stream()
                    .map(shape ->
                            new Piece(StoredState.MODEL, shape.name(), shape.offset(), shape.offset() + shape.length()))
                    .toList();
        }
        return List.of(new Piece(
                StoredState.UPDATER, vector, 0, (long) times * state.layout().length()));
    }

    private TensorEntry entry(Piece piece) throws IOException {
        TensorEntry found = file(piece).entry(piece.tensor()).orElseThrow(() -> unexpected(piece, "none"));
        if (!found.type().isFloat() || found.length() != piece.end() - piece.begin()) {
            throw unexpected(piece, "%d of %s".formatted(found.length(), found.type()));
        }
        return found;
    }

    private CorruptArtifactException unexpected(Piece piece, String found) {
        return folder.damaged(
                folder.file(piece.file()),
                "%d floats of %s".formatted(piece.end() - piece.begin(), piece.tensor()),
                found);
    }

    private SafetensorsFile file(Piece piece) throws IOException {
        SafetensorsFile file = open.get(piece.file());
        if (file == null) {
            file = SafetensorsFile.open(folder.files(), folder.require(piece.file()));
            open.put(piece.file(), file);
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        for (SafetensorsFile file : open.values()) {
            file.close();
        }
    }
}
