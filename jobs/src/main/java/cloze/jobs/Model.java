package cloze.jobs;

import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.config.VocabularyConfig.Casing;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.release.ModelWeights;
import cloze.release.PublishedTokenizer;
import cloze.release.TrainedModel;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/** The model a user means by {@code model}. */
final class Model {
    private Model() {}

    /**
     * See {@link TrainedModel#at}.
     *
     * @throws InvalidConfigException when none is named
     * @throws InvalidInputException when there is none
     */
    static TrainedModel open(Configuration hadoop, String model) throws IOException {
        if (model.isEmpty()) {
            throw new InvalidConfigException(
                    List.of("model = \"\": must name a checkpoint, the output of a pretrain run, or a model folder"));
        }
        return TrainedModel.at(hadoop, model);
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
     * The network of a run that starts from {@code model}: the model's, with the configured dropout. Keys of the network section may be left out;
     * those that are given must agree with the model.
     *
     * @throws InvalidConfigException when a given key describes another network
     */
    static NetworkConfig network(RunConfig config, TrainedModel model) throws IOException {
        NetworkConfig found = model.network();
        Map<String, Object> shape = config.network().shape();
        List<String> faults = new ArrayList<>();
        found.shape().forEach((key, value) -> {
            boolean open = key.equals("vocab-size") && shape.get(key).equals(0);
            if (config.given().has("network." + key)
                    && !open
                    && !shape.get(key).equals(value)) {
                faults.add("network.%s = %s: must be %s, as that of model = %s, or leave the network section out"
                        .formatted(key, spelled(shape.get(key)), spelled(value), model.path()));
            }
        });
        if (!faults.isEmpty()) {
            throw new InvalidConfigException(faults);
        }
        return config.network().withShapeOf(found);
    }

    /** A network's shape in one line, each key as a configuration file has it. */
    static String shape(NetworkConfig network) {
        return network.shape().entrySet().stream()
                .map(entry -> "%s = %s".formatted(entry.getKey(), spelled(entry.getValue())))
                .collect(Collectors.joining(", "));
    }

    /** As a configuration file has it. */
    private static String spelled(Object value) {
        return value.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a job that starts from {@code weights} has to tell. */
    static List<String> notes(TrainedModel model, ModelWeights weights) {
        return weights.drawn().stream()
                .sorted()
                .map(part -> "%s has no %s: it starts from random weights".formatted(model.path(), part))
                .toList();
    }
}
