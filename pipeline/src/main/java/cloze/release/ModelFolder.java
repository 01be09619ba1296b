package cloze.release;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.Kind;
import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.provenance.Manifest;
import cloze.tensor.Safetensors;
import cloze.tensor.SafetensorsReader;
import cloze.tensor.Tensor;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.VocabularyFile;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A model in the layout of Hugging Face transformers: {@code config.json}, {@code model.safetensors}, {@code vocab.txt}
 * and the tokenizer's files. The files may come from anywhere, so all their contents are checked.
 *
 * @param files file system of the folder
 * @param path the folder
 */
public record ModelFolder(FileSystem files, Path path) implements TrainedModel {
    static final String WEIGHTS = "model.safetensors";
    static final String VOCABULARY = "vocab.txt";

    /** Name under which a manifest counts the model's training steps. */
    public static final String STEP_COUNT = "step";

    /**
     * Limit for JSON files, in bytes. A config.json is much shorter; another kind of file should not fill the memory.
     */
    private static final int LONGEST_JSON = 1 << 24;

    private static final int BUFFER = 1 << 16;

    /**
     * Returns the folder {@code path} on {@code files}. Bypasses Hadoop's checksums, which other programs do not
     * maintain.
     */
    public static ModelFolder at(FileSystem files, Path path) {
        FileSystem plain = files instanceof ChecksumFileSystem local ? local.getRawFileSystem() : files;
        return new ModelFolder(plain, files.makeQualified(path));
    }

    /** Returns whether the folder contains a config.json, be the model complete or not. */
    public boolean exists() throws IOException {
        return files.exists(file(PublishedConfig.FILE));
    }

    /**
     * Reads the network from {@code config.json}.
     *
     * @throws InvalidInputException if the network is not supported
     * @throws CorruptArtifactException if the file is damaged
     */
    @Override
    public NetworkConfig network() throws IOException {
        Path file = file(PublishedConfig.FILE);
        return PublishedConfig.network(bytes(file), file.toString());
    }

    /** Checks the names and shapes of all tensors, the vocabulary and the tokenizer. */
    @Override
    public void check() throws IOException {
        NetworkConfig network = network();
        try (SafetensorsReader reader = open()) {
            weights(reader, network);
        }
        PublishedTokenizer tokenizer = tokenizer();
        vocabulary()
                .ifPresent(pieces ->
                        tokenizer.requirePieces(pieces, vocabularyFile().toString()));
    }

    @Override
    public ModelWeights weights(long seed) throws IOException {
        NetworkConfig network = network();
        try (SafetensorsReader reader = open()) {
            return weights(reader, network).read(seed);
        }
    }

    private PublishedWeights weights(SafetensorsReader reader, NetworkConfig network) {
        return new PublishedWeights(reader, file(WEIGHTS).toString(), network);
    }

    private SafetensorsReader open() throws IOException {
        Path file = file(WEIGHTS);
        if (!files.exists(file)) {
            throw new InvalidInputException(
                    "%s: expected a file, found none; weights in other formats are not read (pytorch_model.bin can execute code): save the model with safe_serialization=True"
                            .formatted(file));
        }
        return SafetensorsReader.open(files, file);
    }

    @Override
    public Path vocabularyFile() {
        return file(VOCABULARY);
    }

    /**
     * @throws InvalidInputException if there are more pieces than rows of the word table
     */
    @Override
    public Optional<Vocabulary> vocabulary() throws IOException {
        Path file = vocabularyFile();
        if (!files.exists(file)) {
            return Optional.empty();
        }
        Vocabulary vocabulary = new VocabularyFile(file).read(files.getConf());
        int rows = network().vocabSize();
        if (vocabulary.size() > rows) {
            throw new InvalidInputException("%s: expected at most %d pieces (vocab_size of %s), found %d"
                    .formatted(file, rows, PublishedConfig.FILE, vocabulary.size()));
        }
        return Optional.of(vocabulary);
    }

    /** Like transformers, lower-cases text unless the folder says otherwise. */
    @Override
    public PublishedTokenizer tokenizer() throws IOException {
        return statedTokenizer().orElseGet(PublishedTokenizer::unnamed);
    }

    @Override
    public Optional<PublishedTokenizer> statedTokenizer() throws IOException {
        Path file = file(PublishedTokenizer.FILE);
        return files.exists(file)
                ? Optional.of(PublishedTokenizer.parse(bytes(file), file.toString()))
                : Optional.empty();
    }

    @Override
    public String run() {
        return manifest().map(Manifest::fingerprint).orElse("");
    }

    @Override
    public int step() {
        return manifest()
                .map(manifest -> manifest.counts().getOrDefault(STEP_COUNT, 0L).intValue())
                .orElse(0);
    }

    private Optional<Manifest> manifest() {
        return Manifest.read(files.getConf(), path);
    }

    /**
     * Writes a complete model.
     *
     * @throws InvalidInputException if transformers does not support the network
     */
    public void write(ModelWeights weights, Vocabulary vocabulary, PublishedTokenizer tokenizer) throws IOException {
        NetworkConfig network = weights.network();
        requirePublishable(network);
        tokenizer.requirePieces(vocabulary, path.toString());
        write(PublishedConfig.FILE, PublishedConfig.json(network, vocabulary.pad()));
        new VocabularyFile(file(VOCABULARY)).write(vocabulary, files.getConf());
        write(PublishedTokenizer.SPECIALS_FILE, PublishedTokenizer.specials());
        describeTokenizer(vocabulary, tokenizer, network.maxPositionEmbeddings());
        try (var out = new BufferedOutputStream(files.create(file(WEIGHTS), true), BUFFER)) {
            write(out, weights);
        }
    }

    /**
     * Rejects a network that transformers does not support.
     *
     * @throws InvalidInputException if it is of kind pooled
     */
    public static void requirePublishable(NetworkConfig network) {
        if (network.kind() != Kind.BERT) {
            throw new InvalidInputException(
                    "network.kind = pooled: expected bert, found the seed experiment's network, which Hugging Face transformers does not have; only models of kind bert can be exported");
        }
    }

    /**
     * Writes only {@code tokenizer_config.json}. Beside the vocab.txt of a run it records how the run's text was
     * tokenized.
     */
    public void describeTokenizer(Vocabulary vocabulary, PublishedTokenizer tokenizer, int longest) throws IOException {
        write(PublishedTokenizer.FILE, tokenizer.json(vocabulary, longest));
    }

    private static void write(OutputStream out, ModelWeights weights) throws IOException {
        Map<String, float[]> ours = new HashMap<>();
        for (Tensor parameter : weights.parameters()) {
            ours.put(parameter.name(), parameter.values());
        }
        Map<String, PublishedTensor> theirs = new TreeMap<>();
        PublishedTensor.all(weights.network()).forEach(tensor -> theirs.put(tensor.name(), tensor));
        List<Safetensors.Announced> announced = theirs.values().stream()
                .map(tensor -> new Safetensors.Announced(tensor.name(), tensor.shape()))
                .toList();
        Safetensors.write(
                out,
                announced,
                tensor -> {
                    PublishedTensor place = theirs.get(tensor.name());
                    return place.cut(ours.get(place.parameter()));
                },
                Map.of("format", "pt"));
    }

    private void write(String name, ObjectNode json) throws IOException {
        writeText(name, UntrustedJson.pretty(json));
    }

    /** Writes a text file beside the model, such as its model card. */
    public void writeText(String name, String text) throws IOException {
        try (OutputStream out = files.create(file(name), true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private byte[] bytes(Path file) throws IOException {
        try (InputStream in = files.open(file)) {
            byte[] bytes = in.readNBytes(LONGEST_JSON);
            if (in.read() != -1) {
                throw new CorruptArtifactException(
                        "%s: expected at most %d bytes, found more".formatted(file, LONGEST_JSON));
            }
            return bytes;
        }
    }

    private Path file(String name) {
        return new Path(path, name);
    }
}
