package cloze.jobs;

import cloze.artifact.Corpus;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.jobs.command.Job;
import cloze.jobs.command.JobRunner;
import cloze.run.StepContext;
import cloze.run.StepResult;
import cloze.table.SmallTable;
import cloze.token.MeasureCoverage;
import cloze.token.Tokenizer;
import cloze.vocabulary.CountWords;
import cloze.vocabulary.TrainVocabulary;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.VocabularyFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** Trains a vocabulary on the training documents of a corpus, and measures its coverage of both splits. */
public final class VocabularyJob implements Job {
    /** Not among the input files: vocabulary.file is not read, because the pieces are trained. */
    private static final Section TRAINED = Section.ofResult("vocabulary", RunConfig::vocabulary);

    /** Text per core in 10^6 bytes. */
    private static final double MEGABYTES_PER_SECOND = 3;

    public static void main(String[] arguments) {
        JobRunner.main(new VocabularyJob(), arguments);
    }

    @Override
    public String name() {
        return "vocabulary";
    }

    @Override
    public String description() {
        return "trains a vocabulary on a corpus: vocab.txt and a coverage table";
    }

    @Override
    public List<Section> sections() {
        return List.of(Section.SEED, Section.OUTPUT, Section.CORPUS, TRAINED);
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        Corpus.documents(spark, config);
        return List.of(
                "Would train %d pieces on %s into %s"
                        .formatted(config.vocabulary().vocabSize(), Corpus.named(config), output(config)),
                Estimate.ofText(spark, config, MEGABYTES_PER_SECOND));
    }

    @Override
    public StepResult run(StepContext context) {
        RunConfig config = context.config();
        context.phase("counting words");
        Dataset<Row> documents = Corpus.documents(context.spark(), config);
        Dataset<Row> words =
                CountWords.ofDocuments(config.vocabulary()).apply(documents).persist(StorageLevel.MEMORY_AND_DISK());
        Vocabulary vocabulary = new TrainVocabulary(config.vocabulary()).from(words);
        VocabularyFile.at(context.below("vocab.txt")).write(vocabulary, context.hadoop());
        context.phase("measuring coverage");
        Dataset<Row> coverage = new MeasureCoverage(Tokenizer.of(vocabulary, config.vocabulary())).apply(words);
        var table = SmallTable.of(coverage);
        words.unpersist();
        table.write(context.hadoop(), context.output().toString(), "coverage");
        List<String> summary = new ArrayList<>();
        summary.add("Vocabulary of %d pieces".formatted(vocabulary.size()));
        summary.addAll(table.markdown().lines().toList());
        return new StepResult(Map.of(VocabularyFile.PIECES, (long) vocabulary.size()), summary);
    }
}
