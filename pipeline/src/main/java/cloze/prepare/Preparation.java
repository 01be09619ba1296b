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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** From a corpus to examples: documents, sentences, tokens, pairs, masks; a vocabulary is trained on the way unless one is given. */
public final class Preparation {
    /** The phase that begins when all but the quality tables is written. */
    public static final String QUALITY_PHASE = "quality tables";

    private final RunConfig config;
    private final UnseenDocuments wanted;

    private Preparation(RunConfig config, UnseenDocuments wanted) {
        this.config = config;
        this.wanted = wanted;
    }

    /** Of the whole corpus. */
    public static Preparation of(RunConfig config) {
        return new Preparation(config, UnseenDocuments.ALL);
    }

    /** The same of those documents alone that {@code documents} leaves. */
    public Preparation only(UnseenDocuments documents) {
        return new Preparation(config, documents);
    }

    /**
     * Finds what is wrong with a given vocabulary.
     *
     * @throws InvalidConfigException when it lacks a reserved piece
     */
    public void check(Configuration hadoop) {
        if (!config.vocabulary().isTrained()) {
            Tokenizer.of(given(hadoop), config.vocabulary());
        }
    }

    /** Plans the documents and their sentences, and makes sure that there is one: a small Spark job. */
    public void requireDocuments(SparkSession spark) {
        ExamplePlan.sentences(config, Corpus.documents(spark, config));
    }

    /**
     * The stages for {@code documents}, wherever these come from. Where no vocabulary is given one is trained on them: that takes Spark jobs.
     *
     * @param documents as {@link Documents}
     */
    public ExamplePlan plan(Dataset<Row> documents) {
        Configuration hadoop = documents.sparkSession().sparkContext().hadoopConfiguration();
        return new ExamplePlan(config, vocabulary(hadoop, documents, Progress.SILENT), List.of(Documents.TRAIN));
    }

    /**
     * The examples of {@code documents}, both splits, with masks that are drawn once: {@link MaskedExamples}.
     *
     * @throws InvalidInputException when there are too few documents to pair
     */
    public Dataset<Row> examples(Dataset<Row> documents) {
        ExamplePlan plan = plan(documents);
        return plan.masked(plan.pairs(plan.tokenized(documents)));
    }

    /**
     * Writes examples, vocabulary, origins and quality tables into {@code folder}. A gate that does not let the examples pass leaves the
     * tables beside it.
     *
     * @param name what the folder is called in the end: a refused run's tables are named after it
     * @param progress told of each phase as it begins
     * @throws InvalidInputException when a quality gate is breached
     */
    public Prepared run(SparkSession spark, Path folder, String name, Progress progress) {
        Dataset<Row> documents = wanted.apply(Corpus.documents(spark, config));
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        Vocabulary vocabulary = vocabulary(hadoop, documents, progress);
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
            quality.accept(tables, name);
            return new Prepared(tables, vocabulary);
        } finally {
            tokenized.unpersist();
        }
    }

    /** The given vocabulary, or one trained on {@code documents}. */
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

    /** Those that must have examples. */
    private List<String> splits() {
        return wanted.splits().stream()
                .filter(split ->
                        split.equals(Documents.TRAIN) || config.corpus().validationFraction() > 0)
                .toList();
    }
}
