package cloze.release;

import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.tensor.SafetensorsReader;
import cloze.tensor.Tensor;
import cloze.tensor.TensorEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The weights of a model folder: {@code model.safetensors} or, without that file, the shards of
 * {@code model.safetensors.index.json}. Opening reads all headers; {@link #read} reads the data.
 */
final class WeightFiles implements AutoCloseable {
    static final String SINGLE = "model.safetensors";

    private final String origin;
    private final List<SafetensorsReader> shards = new ArrayList<>();

    private WeightFiles(String origin) {
        this.origin = origin;
    }

    /**
     * Opens the weights of {@code folder}.
     *
     * @throws InvalidInputException if a file is missing
     * @throws CorruptArtifactException if a file is damaged, or a shard does not hold what the index says
     */
    static WeightFiles open(FolderFiles folder) throws IOException {
        boolean single = folder.has(SINGLE);
        if (!single && !folder.has(WeightIndex.FILE)) {
            throw new InvalidInputException(
                    "%s: expected a file, or several with %s, found none; weights in other formats are not read (pytorch_model.bin can execute code): save the model with safe_serialization=True"
                            .formatted(folder.file(SINGLE), WeightIndex.FILE));
        }
        var weights =
                new WeightFiles(folder.file(single ? SINGLE : WeightIndex.FILE).toString());
        try {
            if (single) {
                weights.shards.add(SafetensorsReader.open(folder.files(), folder.file(SINGLE)));
            } else {
                weights.openShards(folder);
            }
            return weights;
        } catch (IOException | RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    private void openShards(FolderFiles folder) throws IOException {
        Map<String, String> missing =
                new TreeMap<>(WeightIndex.files(folder.json(WeightIndex.FILE).orElseThrow(), origin));
        for (String name : new TreeSet<>(missing.values())) {
            if (!folder.has(name)) {
                throw new InvalidInputException(
                        "%s: expected the file %s beside it, found none; copy all files of the model"
                                .formatted(origin, name));
            }
            SafetensorsReader shard = SafetensorsReader.open(folder.files(), folder.file(name));
            shards.add(shard);
            for (TensorEntry entry : shard.entries()) {
                if (!missing.remove(entry.name(), name)) {
                    throw new CorruptArtifactException(
                            "%s: expected the tensors of %s as listed, found also %s in it; the files belong to different models: copy all of one"
                                    .formatted(origin, name, entry.name()));
                }
            }
        }
        if (!missing.isEmpty()) {
            Map.Entry<String, String> first = missing.entrySet().iterator().next();
            throw new CorruptArtifactException(
                    "%s: expected %s in %s, found no such tensor there; the files belong to different models: copy all of one"
                            .formatted(origin, first.getKey(), first.getValue()));
        }
    }

    /** Returns the file that lists the tensors, for messages. */
    String origin() {
        return origin;
    }

    /** Returns the entries of all files. */
    List<TensorEntry> entries() {
        return shards.stream().flatMap(shard -> shard.entries().stream()).toList();
    }

    /** Reads like {@link SafetensorsReader#read}, one file after the other. */
    void read(Predicate<TensorEntry> wanted, Consumer<Tensor> taker) throws IOException {
        for (SafetensorsReader shard : shards) {
            shard.read(wanted, taker);
        }
    }

    @Override
    public void close() throws IOException {
        for (SafetensorsReader shard : shards) {
            shard.close();
        }
    }
}
