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
 * What the steps of a run are told. A champion's successor has its pieces, casing and network, and goes on from its weights with a learning
 * rate of its own; a first version has what is configured, and the pieces of {@code model} where it starts from one and no others are named.
 */
final class RetrainSettings {
    private RetrainSettings() {}

    /** {@code config} for the steps of the next run of {@code state}. */
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
     * The manifest of the examples that the registry began with.
     *
     * @throws CorruptArtifactException when they are gone
     */
    static Manifest beginning(Configuration hadoop, RegistryState state) {
        Path folder = state.registry().validation();
        return Manifest.read(hadoop, folder)
                .orElseThrow(() -> new CorruptArtifactException(
                        "%s: expected the frozen held-out examples of the registry, found no %s; restore the folder, or start another registry"
                                .formatted(folder, Manifest.FILE)));
    }
}
