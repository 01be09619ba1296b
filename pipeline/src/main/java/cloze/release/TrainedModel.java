package cloze.release;

import cloze.config.NetworkConfig;
import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.train.checkpoint.CheckpointFolder;
import cloze.train.checkpoint.CheckpointStore;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A network with its weights, wherever they lie. */
public sealed interface TrainedModel permits CheckpointModel, ModelFolder {
    /**
     * The model a user means by {@code model}: a checkpoint's own folder, the checkpoint that is a pretrain output's result (the newest, or the
     * best of a run that may stop early), or a model folder in Hugging Face's layout.
     *
     * @throws InvalidInputException when there is none
     */
    static TrainedModel at(Configuration hadoop, String model) throws IOException {
        var path = new Path(model);
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

    /** The folder it lies in. */
    Path path();

    /** Its network, without reading weights. */
    NetworkConfig network() throws IOException;

    /**
     * Finds what is wrong with it as far as can be seen without reading weights.
     *
     * @throws InvalidInputException when it is no model of this program's
     * @throws CorruptArtifactException when it is damaged
     */
    void check() throws IOException;

    /**
     * The network with its weights.
     *
     * @param seed of the start values of a head it lacks
     */
    ModelWeights weights(long seed) throws IOException;

    /** Where its pieces lie, if they do. */
    Path vocabularyFile();

    /** Its pieces, where they lie beside it. */
    Optional<Vocabulary> vocabulary() throws IOException;

    /**
     * Its pieces.
     *
     * @throws InvalidInputException when they do not lie beside it
     */
    default Vocabulary requireVocabulary() throws IOException {
        return vocabulary()
                .orElseThrow(() -> new InvalidInputException(
                        "%s: expected its pieces in %s, found no such file; without them the ids of a model have no meaning"
                                .formatted(path(), vocabularyFile())));
    }

    /** How text becomes its pieces, where that stands beside it. */
    Optional<PublishedTokenizer> statedTokenizer() throws IOException;

    /**
     * How text becomes its pieces.
     *
     * @throws InvalidInputException when it cannot be known
     */
    PublishedTokenizer tokenizer() throws IOException;

    /** Fingerprint of the run that made it; empty for a model of other origin. */
    String run() throws IOException;

    /** Steps it was trained for, as far as is known. */
    int step() throws IOException;
}
