package cloze.artifact;

import cloze.config.CorpusConfig;
import cloze.config.CorpusInput;
import cloze.config.ExamplesConfig;
import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.config.VocabularyConfig.Casing;
import cloze.dataset.Metrics;
import cloze.provenance.Manifest;
import cloze.release.CheckpointModel;
import cloze.release.PublishedTokenizer;
import cloze.report.ModelCard;
import cloze.table.StoredPath;
import cloze.table.TextFile;
import cloze.train.log.TrainingLog;
import cloze.vocabulary.Vocabulary;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Collects the facts on a model card from the manifests of the runs that led to the model. Of each path only the last
 * name appears.
 */
public final class ModelCards {
    public static final String FILE = "README.md";

    private ModelCards() {}

    public static ModelCard card(
            RunConfig config, NetworkConfig network, Vocabulary vocabulary, PublishedTokenizer tokenizer) {
        String name = config.output().isEmpty()
                ? "model"
                : StoredPath.of(config.output()).getName();
        String casing = tokenizer.casing() == Casing.LOWER ? "uncased" : "cased";
        return ModelCard.of(name, network, vocabulary.size(), casing);
    }

    /**
     * Describes the training examples. Returns an empty list if the prepare output is no longer where the training read
     * it.
     */
    public static List<String> data(Configuration hadoop, CheckpointModel model) {
        Optional<String> prepared = Manifest.read(hadoop, model.runFolder())
                .map(manifest -> manifest.configuration().path("prepared").asText())
                .filter(path -> !path.isEmpty());
        Optional<Manifest> manifest = prepared.flatMap(path -> Manifest.read(hadoop, StoredPath.of(path)));
        if (manifest.isEmpty()) {
            return List.of();
        }
        CorpusConfig corpus = manifest.get().configuration("corpus", CorpusConfig.class);
        ExamplesConfig examples = manifest.get().configuration("examples", ExamplesConfig.class);
        List<String> facts = new ArrayList<>();
        facts.add(
                Corpus.isGenerated(corpus)
                        ? "corpus: generated (%s)"
                                .formatted(corpus.generator().kind().name().toLowerCase(Locale.ROOT))
                        : "corpus: %s; language %s"
                                .formatted(
                                        String.join(
                                                ", ",
                                                corpus.input().stream()
                                                        .map(ModelCards::named)
                                                        .toList()),
                                        corpus.language()));
        facts.add("examples: up to %d tokens, %s of the positions masked"
                .formatted(examples.maxSeqLength(), examples.maskedLmProb()));
        manifest.get().counts().forEach((what, count) -> facts.add("%s: %d".formatted(what.replace('_', ' '), count)));
        facts.add(
                "fingerprint of the prepare run: `%s`".formatted(manifest.get().fingerprint()));
        return facts;
    }

    /** A path says more about a machine than about the text. */
    private static String named(CorpusInput input) {
        return input.kind() == CorpusInput.Kind.FILES
                ? StoredPath.of(input.path()).getName()
                : input.named();
    }

    public static List<String> training(Configuration hadoop, CheckpointModel model) throws IOException {
        List<String> facts = new ArrayList<>();
        facts.add("steps per worker: %d".formatted(model.step()));
        facts.add("fingerprint of the pretrain run: `%s`".formatted(model.run()));
        Manifest.read(hadoop, model.runFolder()).ifPresent(manifest -> {
            JsonNode training = manifest.configuration().path("training");
            facts.add("workers: %d, examples per minibatch: %d, peak learning rate: %s"
                    .formatted(
                            training.path("workers").asInt(),
                            training.path("trainBatchSize").asInt(),
                            training.path("learningRate").asDouble()));
            facts.add("code: %s, finished %s".formatted(manifest.code().commit(), manifest.finished()));
        });
        facts.addAll(lastRound(hadoop, model));
        return facts;
    }

    /** Returns the metrics of the last round in the training log; empty if there is no log. */
    private static List<String> lastRound(Configuration hadoop, CheckpointModel model) throws IOException {
        Path log = TrainingLog.csv(model.runFolder());
        if (!log.getFileSystem(hadoop).exists(log)) {
            return List.of();
        }
        List<String> lines = TextFile.read(hadoop, log).lines().toList();
        List<String> names = List.of(lines.get(0).split(",", -1));
        List<String> values = List.of(lines.get(lines.size() - 1).split(",", -1));
        return names.stream()
                .filter(Metrics.columns(Metrics.MODEL)::contains)
                .map(name -> String.format(
                        Locale.ROOT,
                        "%s of the last round, on training examples: %.4f",
                        name,
                        Double.valueOf(values.get(names.indexOf(name)))))
                .toList();
    }
}
