package cloze.retrain;

import cloze.config.RunConfig;
import cloze.config.VocabularyConfig;
import cloze.error.CorruptArtifactException;
import cloze.provenance.Manifest;
import cloze.release.TrainedModel;
import cloze.release.registry.Version;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Determines the configuration for the steps of a run. The successor of a champion takes over its vocabulary, casing
 * and network, and starts from its weights with the learning rate of the retrain section. A first version uses the
 * configuration as given; if it starts from {@code model} and no vocabulary file is set, it uses the vocabulary of the
 * model.
 */
final class RetrainSettings {
    private RetrainSettings() {}

    /** Returns {@code config} adapted to the next run after {@code state}. */
    static RunConfig of(Configuration hadoop, RunConfig config, RegistryState state) throws IOException {
        if (state.champion().isPresent()) {
            Version champion = state.champion().get();
            Path first = state.registry().validation();
            VocabularyConfig vocabulary = beginning(hadoop, state).configuration("vocabulary", VocabularyConfig.class);
            return config.withVocabulary(
                            vocabulary.reading(new Path(first, "vocab.txt").toString(), vocabulary.casing()))
                    .withTraining(
                            config.training().withLearningRate(config.retrain().learningRate()))
                    .withModel(champion.folder().toString());
        }
        if (!config.model().isEmpty() && config.vocabulary().isTrained()) {
            TrainedModel model = TrainedModel.at(hadoop, config.model());
            model.requireVocabulary();
            return config.withVocabulary(config.vocabulary()
                    .reading(
                            model.vocabularyFile().toString(), model.tokenizer().casing()));
        }
        return config;
    }

    /**
     * Reads the manifest of the examples that the registry began with.
     *
     * @throws CorruptArtifactException if it is missing
     */
    static Manifest beginning(Configuration hadoop, RegistryState state) {
        Path folder = state.registry().validation();
        return Manifest.read(hadoop, folder)
                .orElseThrow(() -> new CorruptArtifactException(
                        "%s: expected the frozen held-out examples of the registry, found no %s; restore the folder, or start another registry"
                                .formatted(folder, Manifest.FILE)));
    }
}
