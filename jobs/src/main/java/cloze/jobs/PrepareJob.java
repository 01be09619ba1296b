package cloze.jobs;

import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.dataset.SentencePairs;
import cloze.dataset.SmallTable;
import cloze.mask.MaskTokens;
import cloze.pair.PairSentences;
import cloze.provenance.OutputFolder;
import cloze.report.ExampleQuality;
import cloze.sentence.SentenceLengths;
import cloze.sentence.SplitSentences;
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
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** From a corpus to examples: documents, sentences, tokens, pairs, masks; a vocabulary is trained on the way unless one is given. */
public final class PrepareJob implements Job {
    /** The phase that begins when the last example is written. */
    static final String QUALITY_PHASE = "quality tables";

    public static void main(String[] arguments) {
        System.exit(JobRunner.run(new PrepareJob(), arguments, Console.standard()));
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
    public List<String> keys() {
        List<String> keys = new ArrayList<>(Corpus.KEYS);
        keys.addAll(List.of("vocabulary", "examples"));
        return keys;
    }

    @Override
    public OutputFolder.Mode mode() {
        return OutputFolder.Mode.AT_ONCE;
    }

    @Override
    public List<Object> dependsOn(RunConfig config) {
        return List.of(config.seed(), config.corpus(), config.vocabulary(), config.examples());
    }

    @Override
    public List<String> inputs(RunConfig config) {
        List<String> inputs = new ArrayList<>(Corpus.inputs(config));
        if (!config.vocabulary().isTrained()) {
            inputs.add(config.vocabulary().file());
        }
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
        return List.of("Would build examples of %s into %s".formatted(Corpus.named(config), output(config)));
    }

    @Override
    public JobResult run(JobContext context) {
        RunConfig config = context.config();
        Dataset<Row> documents = Corpus.documents(context.spark(), config);
        Dataset<Row> sentences = SplitSentences.of(config.corpus()).apply(documents);
        Vocabulary vocabulary = vocabulary(context, sentences);
        VocabularyFile.at(context.below("vocab.txt")).write(vocabulary, context.hadoop());

        context.phase("tokenizing");
        Dataset<Row> tokenized = new TokenizeSentences(Tokenizer.of(vocabulary, config.vocabulary()))
                .apply(sentences)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            context.phase("pairing and masking");
            Dataset<Row> pairs = pairing(config, vocabulary).apply(tokenized);
            write(context, pairs, vocabulary);
            return result(context, sentences, tokenized, vocabulary);
        } finally {
            tokenized.unpersist();
        }
    }

    private static Vocabulary vocabulary(JobContext context, Dataset<Row> sentences) {
        RunConfig config = context.config();
        if (!config.vocabulary().isTrained()) {
            return given(config, context.hadoop());
        }
        context.phase("training a vocabulary");
        return new TrainVocabulary(config.vocabulary())
                .from(CountWords.ofSentences(config.vocabulary()).apply(sentences));
    }

    private static Vocabulary given(RunConfig config, Configuration hadoop) {
        return VocabularyFile.at(config.vocabulary().file()).read(hadoop);
    }

    private static void write(JobContext context, Dataset<Row> pairs, Vocabulary vocabulary) {
        RunConfig config = context.config();
        MaskTokens frozen = MaskTokens.frozen(config.examples(), vocabulary, config.seed());
        Dataset<Row> train = of(pairs, Documents.TRAIN);
        Dataset<Row> stored = config.examples().dynamicMasking() ? train : frozen.apply(train);
        Examples.write(stored, context.output(), Documents.TRAIN);
        Examples.write(frozen.apply(of(pairs, Documents.VALIDATION)), context.output(), Documents.VALIDATION);
    }

    private static PairSentences pairing(RunConfig config, Vocabulary vocabulary) {
        List<String> splits = config.corpus().validationFraction() == 0
                ? List.of(Documents.TRAIN)
                : List.of(Documents.TRAIN, Documents.VALIDATION);
        return new PairSentences(config.examples(), SpecialIds.of(vocabulary), config.seed(), splits);
    }

    private static Dataset<Row> of(Dataset<Row> pairs, String split) {
        return pairs.where(pairs.col(SentencePairs.SPLIT).equalTo(split));
    }

    private static JobResult result(
            JobContext context, Dataset<Row> sentences, Dataset<Row> tokenized, Vocabulary vocabulary) {
        context.phase(QUALITY_PHASE);
        var examples = new Examples(context.spark(), context.output());
        Dataset<Row> pairs = examples.pairs();
        Map<String, SmallTable> tables = new TreeMap<>();
        tables.put("rejected", Corpus.writeOrigins(context));
        tables.put("sentences", SentenceLengths.table(sentences));
        tables.put("documents", ExampleQuality.documents(tokenized, vocabulary));
        tables.put("pairs", ExampleQuality.pairs(pairs));
        tables.put("lengths", ExampleQuality.lengths(pairs));
        tables.put("masks", ExampleQuality.masks(examples.masked(Documents.VALIDATION), vocabulary));
        tables.forEach((name, table) -> table.write(context.spark(), context.below("quality"), name));

        List<String> summary = new ArrayList<>();
        for (String shown : List.of("documents", "pairs", "masks")) {
            summary.add(shown);
            summary.addAll(tables.get(shown).markdown().lines().toList());
        }
        Map<String, Long> counts = new TreeMap<>();
        counts.put("pieces", (long) vocabulary.size());
        for (Row row : tables.get("pairs").rows()) {
            counts.put(row.<String>getAs(SentencePairs.SPLIT) + "_examples", row.<Long>getAs("examples"));
        }
        return new JobResult(counts, summary);
    }
}
