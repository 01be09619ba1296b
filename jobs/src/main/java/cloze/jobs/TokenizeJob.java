package cloze.jobs;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.error.InvalidConfigException;
import cloze.jobs.command.Job;
import cloze.jobs.command.JobRunner;
import cloze.run.StepContext;
import cloze.run.StepResult;
import cloze.token.TokenizeLines;
import cloze.token.Tokenizer;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.VocabularyFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Converts lines of text into lines of ids or pieces, in input order. */
public final class TokenizeJob implements Job {
    private static final Section LINES = Section.ofResult(
                    "corpus.input", config -> config.corpus().paths())
            .withFiles(config -> config.corpus().paths());

    /** Text per core in 10^6 bytes. */
    private static final double MEGABYTES_PER_SECOND = 10;

    public static void main(String[] arguments) {
        JobRunner.main(new TokenizeJob(), arguments);
    }

    @Override
    public String name() {
        return "tokenize";
    }

    @Override
    public String description() {
        return "writes the ids (or pieces) of each line of text files";
    }

    @Override
    public List<Section> sections() {
        return List.of(
                Section.OUTPUT,
                LINES,
                Section.VOCABULARY.withKeys("vocabulary.file", "vocabulary.do-lower-case", "vocabulary.kind"),
                Section.ofResult("tokenize", RunConfig::tokenize));
    }

    @Override
    public void check(SparkSession spark, RunConfig config) {
        tokenizer(spark, config);
        TokenizeLines.requireFiles(config.corpus().paths(), spark.sparkContext().hadoopConfiguration());
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        return List.of(
                "Would tokenize the lines of %s into %s"
                        .formatted(String.join(", ", config.corpus().paths()), output(config)),
                Estimate.ofText(spark, config, MEGABYTES_PER_SECOND));
    }

    @Override
    public StepResult run(StepContext context) {
        RunConfig config = context.config();
        Tokenizer tokenizer = tokenizer(context.spark(), config);
        TokenizeLines.Form form = config.tokenize().pieces() ? TokenizeLines.Form.PIECES : TokenizeLines.Form.IDS;
        context.phase("tokenizing");
        new TokenizeLines(tokenizer, form).run(context.spark(), config.corpus().paths(), context.below("lines"));
        return new StepResult(Map.of(), List.of());
    }

    private static Tokenizer tokenizer(SparkSession spark, RunConfig config) {
        List<String> missing = new ArrayList<>();
        if (config.corpus().input().isEmpty()) {
            missing.add("corpus.input = []: must name the files whose lines are tokenized");
        }
        if (!config.corpus().tables().isEmpty()) {
            missing.add(
                    "corpus.input = %s: must name files, because their lines are tokenized in their order; a table has none"
                            .formatted(config.corpus().named()));
        }
        if (config.vocabulary().isTrained()) {
            missing.add("vocabulary.file = \"\": must name a vocab.txt");
        }
        if (!missing.isEmpty()) {
            throw new InvalidConfigException(missing);
        }
        Vocabulary vocabulary = VocabularyFile.at(config.vocabulary().file())
                .read(spark.sparkContext().hadoopConfiguration());
        return Tokenizer.of(vocabulary, config.vocabulary());
    }
}
