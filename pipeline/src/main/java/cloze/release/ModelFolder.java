package cloze.release;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.Kind;
import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.provenance.Manifest;
import cloze.table.PathFiles;
import cloze.tensor.Safetensors;
import cloze.tensor.Tensor;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.VocabularyFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A model in the layout of Hugging Face transformers: {@code config.json}, {@code model.safetensors} or shards of
 * it, {@code vocab.txt} and the tokenizer's files. The files may come from anywhere, so all their contents are checked.
 *
 * @param files file system of the folder
 * @param path the folder
 */
public record ModelFolder(FileSystem files, Path path) implements TrainedModel {
    /** Name under which a manifest counts the model's training steps. */
    public static final String STEP_COUNT = "step";

    private static final int BUFFER = 1 << 16;

    /**
     * Returns the folder {@code path} on {@code files}. Bypasses Hadoop's checksums, which other programs do not
     * maintain.
     */
    public static ModelFolder at(FileSystem files, Path path) {
        FileSystem plain = PathFiles.withoutChecksums(files);
        return new ModelFolder(plain, files.makeQualified(path));
    }

    /** Returns whether the folder contains a config.json, be the model complete or not. */
    public boolean exists() throws IOException {
        return folder().has(PublishedConfig.FILE);
    }

    /**
     * Reads the network from {@code config.json}.
     *
     * @throws InvalidInputException if the network is not supported
     * @throws CorruptArtifactException if the file is damaged
     */
    @Override
    public NetworkConfig network() throws IOException {
        FolderFiles folder = folder();
        return PublishedConfig.network(
                folder.bytes(PublishedConfig.FILE),
                folder.file(PublishedConfig.FILE).toString());
    }

    /** Checks the names and shapes of all tensors, the vocabulary and the tokenizer. */
    @Override
    public void check() throws IOException {
        NetworkConfig network = network();
        try (WeightFiles weights = WeightFiles.open(folder())) {
            new PublishedWeights(weights, network, List.of());
        }
        vocabulary();
    }

    @Override
    public ModelWeights weights(long seed) throws IOException {
        NetworkConfig network = network();
        try (WeightFiles weights = WeightFiles.open(folder())) {
            return new PublishedWeights(weights, network, List.of()).read(seed);
        }
    }

    /**
     * Reads a model that was fine-tuned as a classifier ({@code BertForSequenceClassification}).
     *
     * @throws InvalidInputException if it is none, or not supported
     * @throws CorruptArtifactException if it is damaged
     */
    public ModelWeights classifier() throws IOException {
        NetworkConfig network = network();
        FolderFiles folder = folder();
        List<String> labels = PublishedLabels.read(
                folder.json(PublishedConfig.FILE).orElseThrow(),
                folder.file(PublishedConfig.FILE).toString());
        try (WeightFiles weights = WeightFiles.open(folder)) {
            return new PublishedWeights(weights, network, labels).read(0);
        }
    }

    /** Returns the vocab.txt, or the tokenizer.json of a folder that has only that. */
    @Override
    public Path vocabularyFile() throws IOException {
        FolderFiles folder = folder();
        boolean whole = !folder.has(FolderTokenizer.VOCABULARY) && folder.has(TokenizerJson.FILE);
        return folder.file(whole ? TokenizerJson.FILE : FolderTokenizer.VOCABULARY);
    }

    /**
     * @throws InvalidInputException if there are more pieces than rows of the word table
     */
    @Override
    public Optional<Vocabulary> vocabulary() throws IOException {
        Optional<Vocabulary> vocabulary = FolderTokenizer.read(folder()).vocabulary();
        int rows = network().vocabSize();
        if (vocabulary.isPresent() && vocabulary.get().size() > rows) {
            throw new InvalidInputException(
                    "%s: expected at most %d pieces with the added tokens (vocab_size of %s), found %d"
                            .formatted(
                                    vocabularyFile(),
                                    rows,
                                    PublishedConfig.FILE,
                                    vocabulary.get().size()));
        }
        return vocabulary;
    }

    /** Like transformers, lower-cases text unless the folder says otherwise. */
    @Override
    public PublishedTokenizer tokenizer() throws IOException {
        return FolderTokenizer.read(folder()).tokenizer();
    }

    @Override
    public Optional<PublishedTokenizer> statedTokenizer() throws IOException {
        FolderTokenizer read = FolderTokenizer.read(folder());
        return read.isStated() ? Optional.of(read.tokenizer()) : Optional.empty();
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
        FolderFiles folder = folder();
        folder.write(PublishedConfig.FILE, PublishedConfig.json(network, weights.labels(), vocabulary.pad()));
        new VocabularyFile(folder.file(FolderTokenizer.VOCABULARY)).write(vocabulary, files.getConf());
        folder.write(TokenizerJson.FILE, TokenizerJson.write(tokenizer, vocabulary));
        folder.write(TokenizerConfigJson.SPECIALS_FILE, TokenizerConfigJson.specials());
        describeTokenizer(vocabulary, tokenizer, network.maxPositionEmbeddings());
        try (var out = new BufferedOutputStream(files.create(folder.file(WeightFiles.SINGLE), true), BUFFER)) {
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
        folder().write(TokenizerConfigJson.FILE, TokenizerConfigJson.write(tokenizer, vocabulary, longest));
    }

    private static void write(OutputStream out, ModelWeights weights) throws IOException {
        Map<String, float[]> ours = new HashMap<>();
        for (Tensor parameter : weights.parameters()) {
            ours.put(parameter.name(), parameter.values());
        }
        Map<String, PublishedTensor> theirs = new TreeMap<>();
        PublishedTensor.all(weights.network(), weights.labels().size())
                .forEach(tensor -> theirs.put(tensor.name(), tensor));
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

    /** Writes a text file beside the model, such as its model card. */
    public void writeText(String name, String text) throws IOException {
        folder().write(name, text);
    }

    private FolderFiles folder() {
        return new FolderFiles(files, path);
    }
}
