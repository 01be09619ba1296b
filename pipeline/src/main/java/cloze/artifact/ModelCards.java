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
import cloze.table.SmallTable;
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

    /**
     * Returns a card with metadata and network.
     *
     * @param examples the manifest of the training examples, if it is known
     * @param evaluation the table of an evaluation, if there is one
     */
    public static ModelCard card(
            RunConfig config,
            NetworkConfig network,
            Vocabulary vocabulary,
            PublishedTokenizer tokenizer,
            Optional<Manifest> examples,
            Optional<SmallTable> evaluation) {
        String name = config.output().isEmpty()
                ? "model"
                : StoredPath.of(config.output()).getName();
        String casing = tokenizer.casing() == Casing.LOWER ? "uncased" : "cased";
        Optional<CorpusConfig> corpus = examples.map(made -> made.configuration("corpus", CorpusConfig.class));
        var results = new CardResults(
                config,
                corpus.map(ModelCards::named).orElse("the corpus"),
                // The pieces of a generated language are no words of any other.
                corpus.filter(one -> !Corpus.isGenerated(one)).map(CorpusConfig::language).stream()
                        .toList());
        return ModelCard.of(results.metadata(name, evaluation), network, vocabulary.size(), casing);
    }

    /**
     * Returns the manifest of the training examples; empty if the prepare output is no longer where the training read
     * it.
     */
    public static Optional<Manifest> examples(Configuration hadoop, CheckpointModel model) {
        return folder(hadoop, model).flatMap(path -> Manifest.read(hadoop, path));
    }

    private static Optional<Path> folder(Configuration hadoop, CheckpointModel model) {
        return Manifest.read(hadoop, model.runFolder())
                .map(manifest -> manifest.configuration().path("prepared").asText())
                .filter(path -> !path.isEmpty())
                .map(StoredPath::of);
    }

    private static String named(CorpusConfig corpus) {
        return Corpus.isGenerated(corpus)
                ? "generated (%s)".formatted(corpus.generator().kind().name().toLowerCase(Locale.ROOT))
                : String.join(
                        ", ", corpus.input().stream().map(ModelCards::named).toList());
    }

    /**
     * Describes the training examples. Returns an empty list if the prepare output is no longer where the training read
     * it.
     */
    public static List<String> data(Configuration hadoop, CheckpointModel model) throws IOException {
        Optional<Manifest> manifest = examples(hadoop, model);
        if (manifest.isEmpty()) {
            return List.of();
        }
        CorpusConfig corpus = manifest.get().configuration("corpus", CorpusConfig.class);
        ExamplesConfig examples = manifest.get().configuration("examples", ExamplesConfig.class);
        List<String> facts = new ArrayList<>();
        facts.add(
                Corpus.isGenerated(corpus)
                        ? "corpus: " + named(corpus)
                        : "corpus: %s; language %s".formatted(named(corpus), corpus.language()));
        facts.add("examples: up to %d tokens, %s of the positions masked"
                .formatted(examples.maxSeqLength(), examples.maskedLmProb()));
        manifest.get().counts().forEach((what, count) -> facts.add("%s: %d".formatted(what.replace('_', ' '), count)));
        facts.addAll(new CardDetails(hadoop)
                .quality(manifest.get(), folder(hadoop, model).orElseThrow()));
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
        int examples = names.indexOf("examples");
        // A round without examples was left out; the first one never is.
        List<String> values = lines.stream()
                .skip(1)
                .map(line -> List.of(line.split(",", -1)))
                .filter(cells -> !cells.get(examples).equals("0"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
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
