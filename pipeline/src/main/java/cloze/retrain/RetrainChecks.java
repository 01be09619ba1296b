package cloze.retrain;

import cloze.artifact.ModelNetwork;
import cloze.config.ExamplesConfig;
import cloze.config.RunConfig;
import cloze.config.VocabularyConfig;
import cloze.config.hocon.KeyName;
import cloze.corpus.ReadDocuments;
import cloze.error.InvalidConfigException;
import cloze.prepare.PrepareStep;
import cloze.provenance.Manifest;
import cloze.provenance.OutputPlace;
import cloze.release.ModelFolder;
import cloze.release.TrainedModel;
import cloze.release.registry.Registry;
import cloze.release.registry.Replacement;
import cloze.sentence.SplitSentences;
import cloze.table.StoredPath;
import cloze.train.SparkTrainers;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.VocabularyFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Finds faults that would end a retrain run, without reading data or taking the lease. */
final class RetrainChecks {
    private final SparkSession spark;
    private final RunConfig config;

    RetrainChecks(SparkSession spark, RunConfig config) {
        this.spark = spark;
        this.config = config;
    }

    /** @throws InvalidConfigException if no registry is named */
    static void requireRegistry(RunConfig config) {
        if (config.registry().isEmpty()) {
            throw new InvalidConfigException(
                    List.of("registry = \"\": must name the folder of a registry, existing or new"));
        }
    }

    /** Checks one kind of fault after another. Throws the first kind found, with all faults of that kind. */
    void check() throws IOException {
        requireRegistry(config);
        SparkTrainers.check(spark);
        requireComparable();
        ModelFolder.requirePublishable(config.network());
        SplitSentences.of(config.corpus()).apply(new ReadDocuments(config.corpus(), config.seed()).plan(spark));
        OutputPlace.requireApart(hadoop(), StoredPath.of(config.registry()), new PrepareStep().inputs(config));
        Registry registry = Registry.open(hadoop(), config.registry());
        if (Replacement.pending(registry).isPresent()) {
            // Its first examples may be missing now; a run completes the replacement and checks again.
            return;
        }
        RegistryState state = RegistryState.read(spark, registry);
        if (state.champion().isPresent()) {
            requireContinued(state);
        }
        RunConfig settings = RetrainSettings.of(hadoop(), config, state);
        new PrepareStep().check(spark, settings);
        if (!settings.model().isEmpty()) {
            TrainedModel model = TrainedModel.at(hadoop(), settings.model());
            model.check();
            ModelNetwork.of(config, model);
        }
    }

    /** Requires held-out documents and bootstrap samples for the comparison, and no length phases. */
    private void requireComparable() {
        List<String> faults = new ArrayList<>();
        if (config.corpus().validationFraction() == 0) {
            faults.add(
                    "corpus.validation-fraction = 0: must be above 0, because champion and challenger are compared on held-out documents");
        }
        if (config.evaluation().bootstrapSamples() == 0) {
            faults.add(
                    "evaluation.bootstrap-samples = 0: must be at least 1, because a challenger is judged by a bootstrap interval");
        }
        if (!config.training().lengthPhases().isEmpty()) {
            faults.add("training.length-phases: must be empty, because the examples are made from the new documents");
        }
        throwAny(faults);
    }

    /** Requires the values that the registry was created with. Another split would train on held-out documents. */
    private void requireContinued(RegistryState state) throws IOException {
        Manifest beginning = RetrainSettings.beginning(hadoop(), state);
        JsonNode then = beginning.configuration();
        List<String> faults = new ArrayList<>();
        compare("seed", config.seed(), then.path("seed").asLong(), faults);
        compare(
                "corpus.validation-fraction",
                config.corpus().validationFraction(),
                then.path("corpus").path("validationFraction").asDouble(),
                faults);
        compareExamples(beginning.configuration("examples", ExamplesConfig.class), faults);
        compareVocabulary(beginning.configuration("vocabulary", VocabularyConfig.class), state, faults);
        throwAny(faults);
    }

    private void compareExamples(ExamplesConfig then, List<String> faults) {
        JsonNode now = Manifest.json(config.examples());
        JsonNode before = Manifest.json(then);
        for (RecordComponent component : ExamplesConfig.class.getRecordComponents()) {
            String name = component.getName();
            if (!name.equals("gates")) {
                compare("examples." + KeyName.of(name), shown(now.get(name)), shown(before.get(name)), faults);
            }
        }
    }

    /** Compares the configured keys only; keys that are left out follow the registry. */
    private void compareVocabulary(VocabularyConfig then, RegistryState state, List<String> faults) throws IOException {
        VocabularyConfig now = config.vocabulary();
        if (config.given().has("vocabulary.do-lower-case")) {
            compare("vocabulary.do-lower-case", now.doLowerCase(), then.doLowerCase(), faults);
        }
        if (config.given().has("vocabulary.kind")) {
            compare("vocabulary.kind", now.kind(), then.kind(), faults);
        }
        if (!now.isTrained()) {
            String own = new Path(state.registry().validation(), "vocab.txt").toString();
            Vocabulary given = VocabularyFile.at(now.file()).read(hadoop());
            Vocabulary expected = VocabularyFile.at(own).read(hadoop());
            if (!given.equals(expected)) {
                faults.add(
                        "vocabulary.file = %s: must hold the registry's %d pieces (%s), or be left out, because ids never change; found %d pieces"
                                .formatted(now.file(), expected.size(), own, given.size()));
            }
        }
    }

    private void compare(String key, Object now, Object then, List<String> faults) {
        if (!now.equals(then)) {
            faults.add(
                    "%s = %s: must be %s, as when registry = %s was created; to use another value, start a registry in another folder"
                            .formatted(key, now, then, config.registry()));
        }
    }

    private static String shown(JsonNode value) {
        return value.isTextual() ? value.asText().toLowerCase(Locale.ROOT).replace('_', '-') : value.toString();
    }

    private static void throwAny(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new InvalidConfigException(faults);
        }
    }

    private Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }
}
