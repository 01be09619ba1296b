package cloze.prepare;

import cloze.artifact.Corpus;
import cloze.artifact.PreparedExamples;
import cloze.artifact.UnseenDocuments;
import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.dataset.MaskedExamples;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.parallel.SideBySide;
import cloze.quality.ExampleQuality;
import cloze.stage.Progress;
import cloze.table.SmallTable;
import cloze.token.Tokenizer;
import cloze.vocabulary.TrainVocabulary;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.VocabularyFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Builds examples from a corpus: documents, sentences, tokens, pairs, masks. Trains a vocabulary on the way unless one
 * is given.
 */
public final class Preparation {
    /** The phase that begins once everything but the quality tables is written. */
    public static final String QUALITY_PHASE = "quality tables";

    private final RunConfig config;
    private final UnseenDocuments wanted;

    private Preparation(RunConfig config, UnseenDocuments wanted) {
        this.config = config;
        this.wanted = wanted;
    }

    /** Creates a preparation of the whole corpus. */
    public static Preparation of(RunConfig config) {
        return new Preparation(config, UnseenDocuments.ALL);
    }

    /** Returns this preparation restricted to the documents that {@code documents} keeps. */
    public Preparation only(UnseenDocuments documents) {
        return new Preparation(config, documents);
    }

    /**
     * Checks the given vocabulary, if there is one.
     *
     * @throws InvalidConfigException if it lacks a reserved piece
     */
    public void check(Configuration hadoop) {
        if (!config.vocabulary().isTrained()) {
            Tokenizer.of(given(hadoop), config.vocabulary());
        }
    }

    /**
     * Plans the documents and their sentences, and checks that there is at least one document. Runs a small Spark job.
     */
    public void requireDocuments(SparkSession spark) {
        ExamplePlan.sentences(config, Corpus.documents(spark, config));
    }

    /**
     * Asks the gates of a sample of the corpus: those that need no vocabulary, and the others if one is given. Returns
     * what was sampled; empty if there is no sample, see {@link #run}.
     *
     * @throws InvalidInputException if the corpus cannot pass a gate
     */
    public Optional<String> requireSample(SparkSession spark, Progress progress) {
        Optional<GateSample> sample = GateSample.of(spark, config, wanted);
        sample.ifPresent(gates -> {
            gates.requireRows(progress);
            if (!config.vocabulary().isTrained()) {
                gates.requireTokens(given(spark.sparkContext().hadoopConfiguration()), progress);
            }
        });
        return sample.map(GateSample::shown);
    }

    /**
     * Plans the stages for {@code documents} from any source. Runs Spark jobs to train a vocabulary on them if none is
     * given.
     *
     * @param documents a table in the form of {@link Documents}
     */
    public ExamplePlan plan(Dataset<Row> documents) {
        Configuration hadoop = documents.sparkSession().sparkContext().hadoopConfiguration();
        return new ExamplePlan(config, vocabulary(hadoop, documents, Progress.SILENT), List.of(Documents.TRAIN));
    }

    /**
     * Plans the {@link MaskedExamples} of {@code documents}, both splits, with masks drawn once.
     *
     * @throws InvalidInputException if there are too few documents to pair
     */
    public Dataset<Row> examples(Dataset<Row> documents) {
        ExamplePlan plan = plan(documents);
        return plan.masked(plan.pairs(plan.tokenized(documents)));
    }

    /**
     * Writes examples, vocabulary, origins and quality tables into {@code folder}. {@link QualityGates} compares the
     * tables with the gates. First the gates are asked of a sample, if the corpus is large and none of it is left out.
     *
     * @param progress receives each phase as it begins
     * @throws InvalidInputException if a sample shows that the corpus cannot pass a gate
     */
    public Prepared run(SparkSession spark, Path folder, Progress progress) {
        Dataset<Row> read = wanted.apply(Corpus.documents(spark, wanted.reader(config)));
        if (!config.curate().isOn()) {
            return run(spark, read, folder, progress, Optional.empty());
        }
        var curation = new Path(folder, Curation.FOLDER);
        var kept = new Path(curation, "kept");
        Curation.Result curated = Curation.of(config).run(read, curation, kept, progress);
        Prepared prepared = run(spark, curated.kept(), folder, progress, Optional.of(curated));
        Curation.remove(spark, kept);
        return prepared;
    }

    private Prepared run(
            SparkSession spark,
            Dataset<Row> documents,
            Path folder,
            Progress progress,
            Optional<Curation.Result> curated) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        Optional<GateSample> sample = GateSample.of(spark, config, wanted);
        sample.ifPresent(gates -> gates.requireRows(progress));
        Vocabulary vocabulary = vocabulary(hadoop, documents, progress);
        sample.ifPresent(gates -> gates.requireTokens(vocabulary, progress));
        VocabularyFile.at(new Path(folder, "vocab.txt").toString()).write(vocabulary, hadoop);

        progress.phase("tokenizing");
        var plan = new ExamplePlan(config, vocabulary, splits());
        Dataset<Row> tokenized = plan.tokenized(documents).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            progress.phase("pairing and masking");
            SmallTable rejected;
            try (var side = new SideBySide()) {
                Supplier<SmallTable> origins = side.start(() -> Origins.write(spark, config, wanted, folder));
                write(plan, tokenized, folder);
                rejected = origins.get();
            }
            progress.phase(QUALITY_PHASE);
            var quality = new QualityControl(spark, config, vocabulary, folder);
            Map<String, SmallTable> tables = quality.tables(tokenized, plan.drafts(tokenized));
            tables.put(ExampleQuality.REJECTED, rejected);
            quality.write(tables);
            return new Prepared(tables, vocabulary, curated);
        } finally {
            tokenized.unpersist();
        }
    }

    /** Returns the given vocabulary, or trains one on {@code documents}. */
    public Vocabulary vocabulary(Configuration hadoop, Dataset<Row> documents, Progress progress) {
        if (!config.vocabulary().isTrained()) {
            return given(hadoop);
        }
        progress.phase("training a vocabulary");
        Dataset<Row> words = ExamplePlan.words(config, documents).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return new TrainVocabulary(config.vocabulary()).from(words);
        } finally {
            words.unpersist();
        }
    }

    private Vocabulary given(Configuration hadoop) {
        return VocabularyFile.at(config.vocabulary().file()).read(hadoop);
    }

    private static void write(ExamplePlan plan, Dataset<Row> tokenized, Path folder) {
        SideBySide.all(Stream.of(Documents.TRAIN, Documents.VALIDATION)
                .map(split ->
                        () -> PreparedExamples.write(plan.stored(plan.pairs(tokenized, split), split), folder, split)));
    }

    /** Returns the splits that must yield examples. */
    private List<String> splits() {
        return wanted.splits().stream()
                .filter(split ->
                        split.equals(Documents.TRAIN) || config.corpus().validationFraction() > 0)
                .toList();
    }
}
