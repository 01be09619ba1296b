package cloze.tensor;

import cloze.error.CorruptArtifactException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A safetensors file from which ranges of tensors are read, in any order, without reading the rest of it. */
public final class SafetensorsFile implements AutoCloseable {
    private final FSDataInputStream in;
    private final SafetensorsReader header;
    private final long data;
    private final ElementReader elements = new ElementReader();

    private SafetensorsFile(FSDataInputStream in, SafetensorsReader header, long data) {
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
            return new SafetensorsFile(in, header, in.getPos());
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Returns the entry of a tensor, if there is one of this name. */
    public Optional<TensorEntry> entry(String name) {
        return header.entries().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst();
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

    @Override
    public void close() throws IOException {
        in.close();
    }
}
