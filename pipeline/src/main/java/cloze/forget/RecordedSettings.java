package cloze.forget;

import cloze.config.ExamplesConfig;
import cloze.config.GatesConfig;
import cloze.config.Records;
import cloze.config.RunConfig;
import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.provenance.Manifest;
import cloze.release.registry.Registry;
import cloze.retrain.RegistryState;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The configuration of earlier nights, from the manifests of their examples, which have all sections. */
record RecordedSettings(Configuration hadoop, Registry registry, RunConfig today) {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /**
     * Returns the configuration of the night that made {@code version}. Keys that affect no result are today's.
     *
     * @throws InvalidInputException if it is not recorded
     */
    RunConfig of(int version) {
        Path folder = RegistryState.data(registry, version);
        Manifest then = Manifest.read(hadoop, folder)
                .orElseThrow(() -> new InvalidInputException(
                        "Registry %s: expected the examples of version %d in %s, found no %s; the night cannot be replayed, and nothing was forgotten"
                                .formatted(registry.folder(), version, folder, Manifest.FILE)));
        return new RunConfig(
                then.configuration().path("seed").asLong(),
                today.output(),
                today.prepared(),
                then.configuration().path("model").asText(),
                today.text(),
                today.topK(),
                today.pairs(),
                today.registry(),
                "",
                section(then, "corpus", today.corpus()),
                section(then, "curate", today.curate()),
                section(then, "vocabulary", today.vocabulary()),
                relaxed(section(then, "examples", today.examples())),
                section(then, "network", today.network()),
                section(then, "training", today.training()),
                today.tracking(),
                section(then, "evaluation", today.evaluation()),
                today.probe(),
                today.experiment(),
                section(then, "retrain", today.retrain()).heldAs(today.retrain()),
                today.tokenize(),
                today.benchmark(),
                section(then, "export", today.export()),
                today.given());
    }

    /** Returns a section of a manifest; a key that is not there is younger than the night. */
    private static <T extends Record> T section(Manifest then, String name, T today) {
        try {
            return Records.read(JSON, then.configuration().path(name), today);
        } catch (JsonProcessingException e) {
            throw new CorruptArtifactException(
                    "Manifest of %s: section %s cannot be read: %s; the night cannot be replayed, and nothing was forgotten"
                            .formatted(then.job(), name, e.getOriginalMessage()),
                    e);
        }
    }

    /** A night may break a gate without the documents; who relaxes it now wants the night all the same. */
    private ExamplesConfig relaxed(ExamplesConfig then) {
        boolean isGiven = today.given().paths().stream().anyMatch(path -> path.startsWith(GatesConfig.SECTION));
        return isGiven ? then.gatedAs(today.examples()) : then;
    }

    /**
     * Returns {@code night} for a registry without a champion: the vocabulary, the model and the learning rate are those that the registry
     * began with.
     */
    RunConfig beginning(RunConfig night) {
        RunConfig first = of(1);
        return night.withModel(first.model())
                .withVocabulary(first.vocabulary())
                .withTraining(night.training()
                        .withLearningRate(first.training().optimiser().learningRate()));
    }
}
