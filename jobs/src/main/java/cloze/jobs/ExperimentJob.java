package cloze.jobs;

import cloze.config.RunConfig;
import cloze.config.Variant;
import cloze.dataset.Documents;
import cloze.dataset.SmallTable;
import cloze.dataset.TextFile;
import cloze.provenance.CodeVersion;
import cloze.provenance.Manifest;
import cloze.provenance.OutputFolder;
import cloze.provenance.OutputFolder.Existing;
import cloze.report.Comparison;
import cloze.report.MarkdownReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The main job: every variant on the same examples with the same initial weights, and what comes of it side by side. Its steps are the other
 * jobs, each with its own folder and manifest, so a killed experiment goes on with the first step that is not done.
 */
public final class ExperimentJob implements Job {
    public static void main(String[] arguments) {
        System.exit(JobRunner.run(new ExperimentJob(), arguments, Console.standard()));
    }

    @Override
    public String name() {
        return "experiment";
    }

    @Override
    public String description() {
        return "compares variants of training on the same examples: the main job";
    }

    @Override
    public List<String> keys() {
        return List.of(
                "seed",
                "output",
                "corpus",
                "vocabulary",
                "examples",
                "network",
                "training",
                "evaluation",
                "experiment");
    }

    @Override
    public OutputFolder.Mode mode() {
        return OutputFolder.Mode.RESUMABLE;
    }

    @Override
    public List<Object> dependsOn(RunConfig config) {
        return List.of(
                config.seed(),
                config.corpus(),
                config.vocabulary(),
                config.examples(),
                config.evaluation(),
                config.experiment().ofResult());
    }

    @Override
    public List<String> inputs(RunConfig config) {
        return new PrepareJob().inputs(config);
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        List<String> lines = new ArrayList<>(new PrepareJob().plan(spark, prepare(config, output(config))));
        for (Variant variant : config.experiment().variants()) {
            for (long seed : config.experiment().seeds()) {
                lines.add("Would train and evaluate %s with seed %d".formatted(variant.name(), seed));
            }
        }
        return lines;
    }

    @Override
    public JobResult run(JobContext context) throws Exception {
        RunConfig config = context.config();
        String prepared = context.below("prepared");
        step(context, new PrepareJob(), prepare(config, context.output()));
        List<Comparison.Run> runs = new ArrayList<>();
        for (Variant variant : config.experiment().variants()) {
            for (long seed : config.experiment().seeds()) {
                context.phase("variant %s, seed %d".formatted(variant.name(), seed));
                runs.add(run(context, config.withPrepared(prepared).withVariant(variant), variant.name(), seed));
            }
        }
        SmallTable comparison = Comparison.of(runs);
        comparison.write(context.spark(), context.below("tables"), "comparison");
        SmallTable shown = Comparison.shown(comparison);
        TextFile.write(
                context.hadoop(),
                new Path(context.output(), "report.md"),
                report(shown).text());
        List<String> summary = new ArrayList<>(shown.markdown().lines().toList());
        summary.add(
                "Table %s, report %s".formatted(context.below("tables/comparison.csv"), context.below("report.md")));
        return new JobResult(Map.of("runs", (long) runs.size()), summary);
    }

    private static RunConfig prepare(RunConfig config, Path output) {
        return config.withOutput(new Path(output, "prepared").toString());
    }

    /** Trains and measures one variant with one seed. The examples and their validation masks keep the run's seed. */
    private static Comparison.Run run(JobContext context, RunConfig config, String variant, long seed)
            throws Exception {
        var folder = new Path(context.output(), variant + "/seed-" + seed);
        RunConfig pretrain = config.withSeed(seed).withOutput(new Path(folder, "pretrain").toString());
        Manifest trained = step(context, new PretrainJob(), pretrain);
        RunConfig evaluate = config.withModel(pretrain.output()).withOutput(new Path(folder, "evaluate").toString());
        step(context, EvaluateJob.ofVariant(variant), evaluate);
        List<Row> rows = context.spark()
                .read()
                .parquet(new Path(evaluate.output(), "tables/evaluation").toString())
                .collectAsList();
        return comparisonRun(variant, rows, trained);
    }

    private static Comparison.Run comparisonRun(String variant, List<Row> rows, Manifest trained) {
        Row train = split(rows, Documents.TRAIN);
        Row validation = split(rows, Documents.VALIDATION);
        return new Comparison.Run(
                variant,
                Map.of(
                        "train_masked_lm_accuracy", train.<Double>getAs("masked_lm_accuracy"),
                        "validation_masked_lm_accuracy", validation.<Double>getAs("masked_lm_accuracy"),
                        "train_masked_lm_loss", train.<Double>getAs("masked_lm_loss"),
                        "validation_masked_lm_loss", validation.<Double>getAs("masked_lm_loss"),
                        "train_next_sentence_accuracy", train.<Double>getAs("next_sentence_accuracy"),
                        "validation_next_sentence_accuracy", validation.<Double>getAs("next_sentence_accuracy")),
                validation.<Double>getAs("unigram_baseline_accuracy"),
                trained.counts().get("training_milliseconds") / 1000.0,
                trained.counts().get("rounds"));
    }

    private static Row split(List<Row> rows, String split) {
        return rows.stream()
                .filter(row -> row.<String>getAs("split").equals(split))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No evaluation of split " + split));
    }

    /** A step of another run that stands in this output is out of date: this output is claimed by this run. */
    private static Manifest step(JobContext context, Job job, RunConfig config) throws Exception {
        return Execution.of(job, config, Existing.KEEP).run(context.spark(), context.console());
    }

    private static MarkdownReport report(SmallTable shown) {
        return MarkdownReport.titled("Masked words alone, and with next-sentence prediction")
                .paragraph(
                        "Every variant was trained on the same pairs from the same initial weights. Masked-word accuracy counts how often the likeliest piece is the hidden one; the unigram baseline always answers the most frequent piece.")
                .table(shown)
                .paragraph("Code " + CodeVersion.current().commit() + ".");
    }
}
