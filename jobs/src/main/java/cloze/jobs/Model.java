package cloze.jobs;

import cloze.config.ConfigLoader;
import cloze.config.NetworkConfig;
import cloze.config.VocabularyConfig.Casing;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.release.CheckpointModel;
import cloze.release.ModelFolder;
import cloze.release.ModelWeights;
import cloze.release.PublishedTokenizer;
import cloze.release.TrainedModel;
import cloze.train.CheckpointFolder;
import cloze.train.CheckpointStore;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The model a user means by {@code model}. */
final class Model {
    private static final NetworkConfig DEFAULTS =
            ConfigLoader.load(Optional.empty(), List.of()).network();

    private Model() {}

    /**
     * A checkpoint's own folder, the checkpoint that is a pretrain output's result (the newest, or the best of a run that may stop early), or a
     * model folder in Hugging Face's layout.
     *
     * @throws InvalidConfigException when none is named
     * @throws InvalidInputException when there is none
     */
    static TrainedModel open(Configuration hadoop, String model) throws IOException {
        if (model.isEmpty()) {
            throw new InvalidConfigException(
                    List.of("model = \"\": must name a checkpoint, the output of a pretrain run, or a model folder"));
        }
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

    /**
     * The pieces of {@code model}.
     *
     * @throws InvalidInputException when they do not lie beside it
     */
    static Vocabulary vocabulary(TrainedModel model) throws IOException {
        return model.vocabulary()
                .orElseThrow(() -> new InvalidInputException(
                        "%s: expected its pieces in %s, found no such file; the ids of a model mean nothing without them"
                                .formatted(model.path(), model.vocabularyFile())));
    }

    /**
     * Fails when the model's pieces are others than the examples', or come of text otherwise: its rows of the embedding table would stand for
     * others. A model without its pieces, such as a checkpoint that was moved away from its run, cannot be checked.
     *
     * @throws InvalidInputException when vocabularies or casing differ
     */
    static void requireTokensOf(TrainedModel model, Examples examples) throws IOException {
        Optional<Vocabulary> trained = model.vocabulary();
        if (trained.isPresent() && !trained.get().equals(examples.vocabulary())) {
            throw new InvalidInputException(
                    "model = %s was trained with the %d pieces of %s, expected those of the examples, %d pieces of %s/vocab.txt; prepare the examples with vocabulary.file = %s"
                            .formatted(
                                    model.path(),
                                    trained.get().size(),
                                    model.vocabularyFile(),
                                    examples.vocabulary().size(),
                                    examples.prepared(),
                                    model.vocabularyFile()));
        }
        Optional<Casing> casing = model.statedTokenizer().map(PublishedTokenizer::casing);
        if (casing.isPresent() && casing.get() != examples.tokenizer().casing()) {
            boolean lower = casing.get() == Casing.LOWER;
            throw new InvalidInputException(
                    "model = %s was trained on %s text, the examples of %s are of %s text; prepare the examples with vocabulary.do-lower-case = %s"
                            .formatted(
                                    model.path(),
                                    lower ? "lower-cased" : "cased",
                                    examples.prepared(),
                                    lower ? "cased" : "lower-cased",
                                    lower));
        }
    }

    /**
     * The network of a run that starts from {@code model}: the model's, with the configured dropout. The network section need not say what the
     * model says; what it says otherwise is a fault.
     *
     * @throws InvalidConfigException when the section describes another network
     */
    static NetworkConfig network(NetworkConfig configured, TrainedModel model) throws IOException {
        NetworkConfig found = model.network();
        Map<String, Object> shape = configured.shape();
        boolean saysNothing = shape.equals(DEFAULTS.shape());
        List<String> faults = new ArrayList<>();
        found.shape().forEach((key, value) -> {
            boolean open = key.equals("vocab-size") && shape.get(key).equals(0);
            if (!saysNothing && !open && !shape.get(key).equals(value)) {
                faults.add("network.%s = %s: must be %s, as that of model = %s, or leave the network section out"
                        .formatted(key, spelled(shape.get(key)), spelled(value), model.path()));
            }
        });
        if (!faults.isEmpty()) {
            throw new InvalidConfigException(faults);
        }
        return configured.withShapeOf(found);
    }

    /** As a configuration file has it. */
    private static String spelled(Object value) {
        return value.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a job that starts from {@code weights} has to tell. */
    static List<String> notes(TrainedModel model, ModelWeights weights) {
        return weights.drawn().stream()
                .sorted()
                .map(part -> "%s has no %s: its weights are start values".formatted(model.path(), part))
                .toList();
    }

    private static String describe(FileSystem files, Path path) {
        try {
            return files.exists(path) ? "a folder without either" : "no such path";
        } catch (IOException e) {
            return "nothing that can be read: " + e.getMessage();
        }
    }
}
