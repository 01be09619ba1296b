package cloze.jobs;

import static org.apache.spark.sql.functions.col;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.corpus.UnseenDocuments;
import cloze.dataset.Documents;
import cloze.dataset.TokenizedSentences;
import cloze.jobs.command.Job;
import cloze.jobs.command.JobContext;
import cloze.jobs.command.JobResult;
import cloze.jobs.command.JobRunner;
import cloze.mask.MaskTokens;
import cloze.pair.PairSentences;
import cloze.parallel.SideBySide;
import cloze.quality.ExampleQuality;
import cloze.sentence.SplitSentences;
import cloze.stage.Stages;
import cloze.table.SmallTable;
import cloze.token.TokenizeSentences;
import cloze.token.Tokenizer;
import cloze.vocabulary.CountWords;
import cloze.vocabulary.SpecialIds;
import cloze.vocabulary.TrainVocabulary;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.VocabularyFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** From a corpus to examples: documents, sentences, tokens, pairs, masks; a vocabulary is trained on the way unless one is given. */
public final class PrepareJob implements Job {
    /** The phase that begins when all but the quality tables is written. */
    static final String QUALITY_PHASE = "quality tables";

    /** Of text and core, vocabulary and quality tables included. */
    private static final double MEGABYTES_PER_SECOND = 2;

    private final UnseenDocuments wanted;

    /** Of the whole corpus. */
    public PrepareJob() {
        this(UnseenDocuments.ALL);
    }

    private PrepareJob(UnseenDocuments wanted) {
        this.wanted = wanted;
    }

    /** Of those documents of the corpus alone that {@code wanted} leaves. */
    static PrepareJob of(UnseenDocuments wanted) {
        return new PrepareJob(wanted);
    }

    public static void main(String[] arguments) {
        JobRunner.main(new PrepareJob(), arguments);
    }

    @Override
    public String name() {
        return "prepare";
    }

    @Override
    public String description() {
        return "builds training and validation examples from a corpus";
    }

    @Override
    public List<Section> sections() {
        return List.of(Section.SEED, Section.OUTPUT, Section.CORPUS, Section.VOCABULARY, Section.EXAMPLES);
    }

    @Override
    public List<Object> dependsOn(RunConfig config) {
        return List.of(wanted.splits());
    }

    @Override
    public List<String> inputs(RunConfig config) {
        List<String> inputs = new ArrayList<>(Section.files(sections(), config));
        inputs.addAll(wanted.prepared());
        return inputs;
    }

    @Override
    public void check(SparkSession spark, RunConfig config) {
        if (!config.vocabulary().isTrained()) {
            Tokenizer.of(given(config, spark.sparkContext().hadoopConfiguration()), config.vocabulary());
        }
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        SplitSentences.of(config.corpus()).apply(Corpus.documents(spark, config));
        return List.of(
                "Would build examples of %s into %s".formatted(Corpus.named(config), output(config)),
                Estimate.ofText(spark, config, MEGABYTES_PER_SECOND));
    }

    @Override
    public JobResult run(JobContext context) {
        RunConfig config = context.config();
        Dataset<Row> documents = wanted.apply(Corpus.documents(context.spark(), config));
        Vocabulary vocabulary = vocabulary(context, documents);
        VocabularyFile.at(context.below("vocab.txt")).write(vocabulary, context.hadoop());

        context.phase("tokenizing");
        Dataset<Row> tokenized = Stages.of(
                        SplitSentences.of(config.corpus()),
                        new TokenizeSentences(Tokenizer.of(vocabulary, config.vocabulary())))
                .apply(documents)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            context.phase("pairing and masking");
            SmallTable rejected;
            try (var side = new SideBySide()) {
                Supplier<SmallTable> origins = side.start(() -> Corpus.writeOrigins(context, wanted));
                write(context, tokenized, vocabulary);
                rejected = origins.get();
            }
            context.phase(QUALITY_PHASE);
            var quality = new PreparedQuality(context, vocabulary);
            Map<String, SmallTable> tables = quality.tables(
                    tokenized, pairing(config, vocabulary, splits(config)).drafts(tokenized));
            tables.put(ExampleQuality.REJECTED, rejected);
            quality.accept(tables, output(config));
            return result(tables, vocabulary);
        } finally {
            tokenized.unpersist();
        }
    }

    private static Vocabulary vocabulary(JobContext context, Dataset<Row> documents) {
        RunConfig config = context.config();
        if (!config.vocabulary().isTrained()) {
            return given(config, context.hadoop());
        }
        context.phase("training a vocabulary");
        // Of documents, as the vocabulary job: a word needs no sentence.
        Dataset<Row> words =
                CountWords.ofDocuments(config.vocabulary()).apply(documents).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return new TrainVocabulary(config.vocabulary()).from(words);
        } finally {
            words.unpersist();
        }
    }

    private static Vocabulary given(RunConfig config, Configuration hadoop) {
        return VocabularyFile.at(config.vocabulary().file()).read(hadoop);
    }

    /** Each split is paired alone: no pair crosses from one to the other. */
    private void write(JobContext context, Dataset<Row> tokenized, Vocabulary vocabulary) {
        RunConfig config = context.config();
        MaskTokens frozen = MaskTokens.frozen(config.examples(), vocabulary, config.seed());
        SideBySide.all(Stream.of(Documents.TRAIN, Documents.VALIDATION).map(split -> () -> {
            List<String> paired = splits(config).contains(split) ? List.of(split) : List.of();
            Dataset<Row> documents =
                    tokenized.where(col(TokenizedSentences.SPLIT).equalTo(split));
            PairSentences pairs = pairing(config, vocabulary, paired);
            boolean unmasked =
                    split.equals(Documents.TRAIN) && config.examples().dynamicMasking();
            Stages stages = unmasked ? Stages.of(pairs) : Stages.of(pairs, frozen);
            Examples.write(stages.apply(documents), context.output(), split);
        }));
    }

    /** Those that must have examples. */
    private List<String> splits(RunConfig config) {
        return wanted.splits().stream()
                .filter(split ->
                        split.equals(Documents.TRAIN) || config.corpus().validationFraction() > 0)
                .toList();
    }

    private static PairSentences pairing(RunConfig config, Vocabulary vocabulary, List<String> splits) {
        return new PairSentences(config.examples(), SpecialIds.of(vocabulary), config.seed(), splits);
    }

    private static JobResult result(Map<String, SmallTable> tables, Vocabulary vocabulary) {
        Map<String, Long> counts = new TreeMap<>();
        counts.put(VocabularyFile.PIECES, (long) vocabulary.size());
        for (String split : List.of(Documents.TRAIN, Documents.VALIDATION)) {
            counts.put(Examples.countName(split), ExampleQuality.examples(tables, split));
        }
        return new JobResult(counts, PreparedQuality.shown(tables));
    }
}
