package cloze.shard;

import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.table.StoredPath;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            return parse(folder, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            throw new InvalidInputException("No shards in %s: %s is missing".formatted(folder, INDEX), e);
        } catch (ConfigException | IllegalArgumentException e) {
            throw new CorruptArtifactException(
                    "Shard index %s: %s. Delete the folder; it is written again from the examples"
                            .formatted(path, e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading shard index " + path, e);
        }
    }

    private static ShardSet parse(String folder, String json) {
        Config index =
                ConfigFactory.parseString(json, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
        int version = index.getInt("format-version");
        if (version != FORMAT_VERSION) {
            throw new CorruptArtifactException(
                    "Shard index %s/%s: expected format version %d, found %d. Delete the folder; it is written again from the examples"
                            .formatted(folder, INDEX, FORMAT_VERSION, version));
        }
        List<ShardFile> files = new ArrayList<>();
        for (Config file : index.getConfigList("files")) {
            files.add(new ShardFile(file.getString("name"), file.getInt("bin"), file.getLong("examples")));
        }
        var bins = new LengthBins(index.getLongList("bins"), index.getInt("block-size"));
        return new ShardSet(folder, index.getLong("seed"), index.getLong("epoch"), bins, files);
    }

    void writeIndex(FileSystem system, Path target) throws IOException {
        Map<String, Object> index = Map.of(
                "format-version",
                FORMAT_VERSION,
                "seed",
                seed,
                "epoch",
                epoch,
                "bins",
                bins.limits(),
                "block-size",
                bins.blockSize(),
                "files",
                files.stream()
                        .map(file -> Map.of("name", file.name(), "bin", file.bin(), "examples", file.examples()))
                        .toList());
        String json = ConfigFactory.parseMap(index)
                .root()
                .render(ConfigRenderOptions.defaults()
                        .setComments(false)
                        .setOriginComments(false)
                        .setJson(true));
        try (FSDataOutputStream out = system.create(target, true)) {
            out.write(json.getBytes(StandardCharsets.UTF_8));
        }
    }
}
