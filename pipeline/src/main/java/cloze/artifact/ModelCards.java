package cloze.artifact;

import cloze.config.CorpusConfig;
import cloze.config.ExamplesConfig;
import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.config.VocabularyConfig.Casing;
import cloze.dataset.Metrics;
import cloze.provenance.Manifest;
import cloze.release.CheckpointModel;
import cloze.release.PublishedTokenizer;
import cloze.report.ModelCard;
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

/** What the card of a model says, gathered from the manifests of the runs behind it. Paths stay at home: only last names are told. */
public final class ModelCards {
    public static final String FILE = "README.md";

    private ModelCards() {}

    public static ModelCard card(
            RunConfig config, NetworkConfig network, Vocabulary vocabulary, PublishedTokenizer tokenizer) {
        String name = config.output().isEmpty() ? "model" : new Path(config.output()).getName();
        String casing = tokenizer.casing() == Casing.LOWER ? "uncased" : "cased";
        return ModelCard.of(name, network, vocabulary.size(), casing);
    }

    /** What the examples were made of, as far as their prepare output is still where the training read it. */
    public static List<String> data(Configuration hadoop, CheckpointModel model) {
        Optional<String> prepared = Manifest.read(hadoop, model.runFolder())
                .map(manifest -> manifest.configuration().path("prepared").asText())
                .filter(path -> !path.isEmpty());
        Optional<Manifest> manifest = prepared.flatMap(path -> Manifest.read(hadoop, new Path(path)));
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
                                                corpus.paths().stream()
                                                        .map(path -> new Path(path).getName())
                                                        .toList()),
                                        corpus.language()));
        facts.add("examples: up to %d tokens, %s of the positions masked"
                .formatted(examples.maxSeqLength(), examples.maskedLmProb()));
        manifest.get().counts().forEach((what, count) -> facts.add("%s: %d".formatted(what.replace('_', ' '), count)));
        facts.add(
                "fingerprint of the prepare run: `%s`".formatted(manifest.get().fingerprint()));
        return facts;
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

    /** The metrics of the training log's last round; none of a run that is not over. */
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
