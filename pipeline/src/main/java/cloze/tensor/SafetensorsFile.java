package cloze.tensor;

import cloze.error.CorruptArtifactException;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A safetensors file from which ranges of tensors are read, in any order, without reading the rest of it. */
public final class SafetensorsFile implements AutoCloseable {
    private final Path path;
    private final FSDataInputStream in;
    private final SafetensorsReader header;
    private final long data;
    private final ElementReader elements = new ElementReader();

    private SafetensorsFile(Path path, FSDataInputStream in, SafetensorsReader header, long data) {
        this.path = path;
        this.in = in;
        this.header = header;
        this.data = data;
    }

    /**
     * Opens {@code path} and reads its header.
     *
     * @throws CorruptArtifactException if it is not a safetensors file or is truncated
     */
    public static SafetensorsFile open(FileSystem files, Path path) throws IOException {
        long bytes = files.getFileStatus(path).getLen();
        FSDataInputStream in = files.open(path);
        try {
            // Not buffered, so that the stream ends up where the data begins.
            SafetensorsReader header = SafetensorsReader.of(in, bytes, path.toString());
            return new SafetensorsFile(path, in, header, in.getPos());
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * Returns the entry of a tensor.
     *
     * @param length number of elements that it must have
     * @throws CorruptArtifactException if there is no such tensor of floats
     */
    public TensorEntry require(String name, long length) {
        TensorEntry found = header.entries().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unexpected(length, name, "none"));
        if (!found.type().isFloat() || found.length() != length) {
            throw unexpected(length, name, "%d of %s".formatted(found.length(), found.type()));
        }
        return found;
    }

    /**
     * Reads {@code length} elements of a tensor into {@code target}, from index {@code at} on.
     *
     * @param from index of the first one in the tensor
     */
    public void read(TensorEntry tensor, long from, float[] target, int at, int length) throws IOException {
        in.seek(data + tensor.begin() + from * tensor.type().bytes());
        elements.read(in, tensor.type(), target, at, length);
    }

    private CorruptArtifactException unexpected(long length, String name, String found) {
        return new CorruptArtifactException(
                "%s: expected %d floats of %s, found %s; delete the folder %s to resume from an older checkpoint"
                        .formatted(path, length, name, found, path.getParent()));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
