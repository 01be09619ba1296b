package cloze.shard;

import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.table.StoredJson;
import cloze.table.StoredPath;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The shard files of one epoch. {@link #files} hold one length bin after another, each in the order of the epoch.
 * Written by {@link WriteShards}; read through {@link ShardReader}, which mixes the bins.
 *
 * @param folder a path on any Hadoop file system
 * @param seed seed of the order
 * @param epoch epoch of the order
 * @param bins length bins of the examples
 * @param files the files in order, none of them empty
 */
public record ShardSet(String folder, long seed, long epoch, LengthBins bins, List<ShardFile> files)
        implements Serializable {
    static final String INDEX = "index.json";

    private static final int FORMAT_VERSION = 2;

    private static final ObjectMapper JSON = StoredJson.strict()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public ShardSet {
        files = List.copyOf(files);
    }

    /** Returns N, the number of examples. */
    public long examples() {
        return files.stream().mapToLong(ShardFile::examples).sum();
    }

    /** Returns whether {@code folder} holds a complete set, that is, one with an index. */
    public static boolean exists(String folder, Configuration hadoop) {
        Path index = new Path(StoredPath.of(folder), INDEX);
        try {
            return index.getFileSystem(hadoop).exists(index);
        } catch (IOException e) {
            throw new UncheckedIOException("Looking for shards in " + folder, e);
        }
    }

    /**
     * Reads the index of the complete set in {@code folder}.
     *
     * @throws InvalidInputException if there is none
     * @throws CorruptArtifactException if its index cannot be parsed
     */
    public static ShardSet open(String folder, Configuration hadoop) {
        Path path = new Path(StoredPath.of(folder), INDEX);
        try (FSDataInputStream in = path.getFileSystem(hadoop).open(path)) {
            return of(folder, StoredJson.tree(JSON, in));
        } catch (FileNotFoundException e) {
            throw new InvalidInputException("No shards in %s: %s is missing".formatted(folder, INDEX), e);
        } catch (JsonProcessingException e) {
            throw new CorruptArtifactException(
                    "Shard index %s: expected the index of a set of shards, found %s. Delete the folder; it is written again from the examples"
                            .formatted(path, e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading shard index " + path, e);
        }
    }

    private static ShardSet of(String folder, JsonNode json) throws JsonProcessingException {
        JsonNode version = json.path("format-version");
        if (version.isInt() && version.intValue() != FORMAT_VERSION) {
            throw new CorruptArtifactException(
                    "Shard index %s/%s: expected format version %d, found %s. Delete the folder; it is written again from the examples"
                            .formatted(folder, INDEX, FORMAT_VERSION, version));
        }
        return StoredJson.value(JSON, json, Index.class).of(folder);
    }

    void writeIndex(FileSystem system, Path target) throws IOException {
        var index = new Index(FORMAT_VERSION, seed, epoch, bins.limits(), bins.blockSize(), files);
        try (FSDataOutputStream out = system.create(target, true)) {
            out.write(JSON.writeValueAsBytes(index));
        }
    }

    /**
     * The content of the index file.
     *
     * @param bins limits of the length bins
     */
    private record Index(
            int formatVersion, long seed, long epoch, List<Long> bins, int blockSize, List<ShardFile> files) {
        private Index {
            if (blockSize < 1 || files.stream().anyMatch(file -> file.bin() > bins.size())) {
                throw new IllegalArgumentException(
                        "%d bins in blocks of %d for the files %s".formatted(bins.size() + 1, blockSize, files));
            }
        }

        ShardSet of(String folder) {
            return new ShardSet(folder, seed, epoch, new LengthBins(bins, blockSize), files);
        }
    }
}
