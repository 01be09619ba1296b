package cloze.release;

import cloze.config.NetworkConfig;
import cloze.error.CorruptArtifactException;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.table.StoredPath;
import cloze.train.checkpoint.CheckpointFolder;
import cloze.train.checkpoint.CheckpointStore;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A network with its weights, in a checkpoint or a model folder. */
public sealed interface TrainedModel permits CheckpointModel, ModelFolder {
    /**
     * Resolves {@code model}: a checkpoint's folder, a pretrain output (its result is the newest checkpoint, or the
     * best if the run may stop early), or a model folder in Hugging Face's layout.
     *
     * @throws InvalidConfigException if {@code model} is empty
     * @throws InvalidInputException if it is none of these
     */
    static TrainedModel at(Configuration hadoop, String model) throws IOException {
        if (model.isEmpty()) {
            throw new InvalidConfigException(
                    List.of("model = \"\": must name a checkpoint, the output of a pretrain run, or a model folder"));
        }
        var path = StoredPath.of(model);
        FileSystem files = path.getFileSystem(hadoop);
        if (CheckpointFolder.isAt(files, path)) {
            return new CheckpointModel(new CheckpointFolder(files, files.makeQualified(path)));
        }
        var folder = ModelFolder.at(files, path);
        if (folder.exists()) {
            return folder;
        }
        return CheckpointStore.of(path, hadoop)
                .result()
                .map(CheckpointModel::new)
                .orElseThrow(() -> new InvalidInputException(
                        "model = %s: expected a checkpoint, a pretrain output or a model folder with a config.json, found %s"
                                .formatted(model, describe(files, path))));
    }

    private static String describe(FileSystem files, Path path) {
        try {
            return files.exists(path) ? "a folder that holds none of these" : "no such path";
        } catch (IOException e) {
            return "nothing that can be read: " + e.getMessage();
        }
    }

    /** Returns the model's folder. */
    Path path();

    /** Returns the network without reading weights. */
    NetworkConfig network() throws IOException;

    /**
     * Validates the model as far as possible without reading weights.
     *
     * @throws InvalidInputException if this program does not support the model
     * @throws CorruptArtifactException if it is damaged
     */
    void check() throws IOException;

    /**
     * {@link #check}, and makes sure that the model can read text: its vocabulary and tokenizer are known.
     *
     * @throws InvalidInputException if one of them is missing
     */
    default void checkForText() throws IOException {
        check();
        requireVocabulary();
        tokenizer();
    }

    /**
     * Reads the network with its weights.
     *
     * @param seed for the initial values of missing heads
     */
    ModelWeights weights(long seed) throws IOException;

    /** Names each part that {@code weights} holds although this model lacks it: that part starts from random weights. */
    default List<String> notes(ModelWeights weights) {
        return weights.drawn().stream()
                .sorted()
                .map(part -> "%s has no %s: it starts from random weights".formatted(path(), part))
                .toList();
    }

    /** Returns where the vocabulary is expected. The file may be missing. */
    Path vocabularyFile();

    /** Reads the vocabulary, if it is stored beside the model. */
    Optional<Vocabulary> vocabulary() throws IOException;

    /**
     * Reads the vocabulary.
     *
     * @throws InvalidInputException if it is not stored beside the model
     */
    default Vocabulary requireVocabulary() throws IOException {
        return vocabulary()
                .orElseThrow(() -> new InvalidInputException(
                        "%s: expected its pieces in %s, found no such file; without them the ids of a model have no meaning"
                                .formatted(path(), vocabularyFile())));
    }

    /** Returns the tokenizer, if it is recorded beside the model. */
    Optional<PublishedTokenizer> statedTokenizer() throws IOException;

    /**
     * Returns the tokenizer.
     *
     * @throws InvalidInputException if it cannot be determined
     */
    PublishedTokenizer tokenizer() throws IOException;

    /** Returns the fingerprint of the run that made the model; empty for a model from elsewhere. */
    String run() throws IOException;

    /** Returns the number of training steps, or 0 if it is unknown. */
    int step() throws IOException;
}
