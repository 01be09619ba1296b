package cloze.release;

import cloze.config.NetworkConfig;
import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.tensor.SafetensorsReader;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A model in the layout of Hugging Face transformers: {@code config.json}, {@code model.safetensors}, {@code vocab.txt} and what describes
 * the tokenizer. Files of any origin: everything in them is checked.
 *
 * @param files where it lies
 * @param path the folder
 */
public record ModelFolder(FileSystem files, Path path) {
    static final String WEIGHTS = "model.safetensors";

    /** A config.json is a page; a file of another kind is not taken into memory. */
    private static final int LONGEST_CONFIG = 1 << 20;

    /** The folder {@code path} on {@code files}; Hadoop's own checksums, which no other program keeps, are passed by. */
    public static ModelFolder at(FileSystem files, Path path) {
        return new ModelFolder(files instanceof ChecksumFileSystem local ? local.getRawFileSystem() : files, path);
    }

    /** Whether it is such a folder, whole or not. */
    public boolean exists() throws IOException {
        return files.exists(file(PublishedConfig.FILE));
    }

    /**
     * The network that {@code config.json} describes.
     *
     * @throws InvalidInputException when it is none of ours
     * @throws CorruptArtifactException when the file is damaged
     */
    public NetworkConfig network() throws IOException {
        return PublishedConfig.network(
                bytes(PublishedConfig.FILE), file(PublishedConfig.FILE).toString());
    }

    /**
     * The network with its weights.
     *
     * @param seed of the start values of a head that the folder lacks
     * @throws InvalidInputException when weights and config.json do not fit
     * @throws CorruptArtifactException when a file is damaged
     */
    public ModelWeights weights(long seed) throws IOException {
        NetworkConfig network = network();
        Path weights = file(WEIGHTS);
        if (!files.exists(weights)) {
            throw new InvalidInputException(
                    "%s: expected a file, found none; weights in other formats (pytorch_model.bin is a program, not data) are not read: save the model with safe_serialization=True"
                            .formatted(weights));
        }
        try (var reader = SafetensorsReader.open(files, weights)) {
            return new PublishedWeights(reader, weights.toString(), network).read(seed);
        }
    }

    private byte[] bytes(String name) throws IOException {
        Path file = file(name);
        try (InputStream in = files.open(file)) {
            byte[] bytes = in.readNBytes(LONGEST_CONFIG);
            if (in.read() != -1) {
                throw new CorruptArtifactException(
                        "%s: expected at most %d bytes, found more".formatted(file, LONGEST_CONFIG));
            }
            return bytes;
        }
    }

    private Path file(String name) {
        return new Path(path, name);
    }
}
