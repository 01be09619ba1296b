package cloze.experiment;

import cloze.artifact.EvaluateStep;
import cloze.artifact.EvaluationTables;
import cloze.artifact.PreparedExamples;
import cloze.artifact.PreparedQuality;
import cloze.ceiling.Ceilings;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.Problems;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.config.Variant;
import cloze.dataset.Metrics;
import cloze.error.InvalidConfigException;
import cloze.parallel.SideBySide;
import cloze.prepare.PrepareStep;
import cloze.pretrain.PretrainStep;
import cloze.provenance.CodeVersion;
import cloze.provenance.Manifest;
import cloze.provenance.OutputFolder;
import cloze.provenance.OutputFolder.Existing;
import cloze.report.ExperimentReport;
import cloze.report.ExperimentTables;
import cloze.report.VariantFacts;
import cloze.run.Refusal;
import cloze.run.Step;
import cloze.run.StepContext;
import cloze.run.StepResult;
import cloze.run.StepRun;
import cloze.table.SmallTable;
import cloze.table.StoredPath;
import cloze.train.SparkTrainers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Runs an experiment: trains every variant on the same examples from the same initial weights, and compares the
 * results. Each of its steps has its own folder and manifest, so a killed experiment resumes with the first unfinished
 * step.
 */
public final class ExperimentStep implements Step {
    @Override
    public String name() {
        return "experiment";
    }

    @Override
    public List<Section> sections() {
        return List.of(
                Section.SEED,
                Section.OUTPUT,
                Section.CORPUS,
                Section.CURATE,
                Section.VOCABULARY,
                Section.EXAMPLES,
                Section.aside("network", "training"),
                Section.EVALUATION,
                Section.TRACKING,
                Section.EXPERIMENT);
    }

    @Override
    public OutputFolder.Mode mode() {
        return OutputFolder.Mode.RESUMABLE;
    }

    /** Also requires held-out documents, without which there is nothing to compare. */
    @Override
    public void check(SparkSession spark, RunConfig config) {
        SparkTrainers.check(spark);
        if (config.corpus().validationFraction() == 0) {
            throw new InvalidConfigException(
                    List.of(
                            "corpus.validation-fraction = 0: must be above 0, because an experiment compares its variants on held-out documents"));
        }
        if (config.examples().objective() == Objective.MLM_ONLY) {
            config.experiment().variants().forEach(ExperimentStep::requireNoNextSentence);
        }
        if (!config.examples().bins().isEmpty()) {
            config.experiment().variants().forEach(variant -> variant.training().lengthBinBlock());
        }
        new PrepareStep().check(spark, prepare(config, output(config)));
    }

    private static void requireNoNextSentence(Variant variant) {
        double weight = variant.training().nextSentenceWeight();
        Problems.check(
                "experiment.variants",
                problems -> problems.require(
                        weight == 0,
                        variant.name() + ".training.next-sentence-weight",
                        weight,
                        "must be 0, or left out, with examples.objective = mlm-only: second segments always follow the first"));
    }

    /** The gates of the examples are limits of the experiment too. */
    @Override
    public Optional<Refusal> refusal(SparkSession spark, RunConfig config, Path folder) {
        RunConfig prepare = prepare(config, folder);
        return new PrepareStep()
                .refusal(spark, prepare, StoredPath.of(prepare.output()))
                .map(refusal -> new Refusal(refusal.reason(), "prepared/" + refusal.evidence()));
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        RunConfig config = context.config();
        String prepared = context.below("prepared");
        step(context, new PrepareStep(), prepare(config, context.output()));
        var gathered = new GatheredTables(context.hadoop());
        List<VariantRun> runs = new ArrayList<>();
        for (TrainedVariant trained : train(context, config.withPrepared(prepared))) {
            gathered.add(trained);
            runs.add(VariantRun.read(context.hadoop(), trained));
        }
        SmallTable comparison =
                Comparison.of(runs.stream().map(VariantRun::compared).toList());
        SmallTable differences =
                Differences.of(runs.stream().map(VariantRun::resampled).toList(), Metrics.COMPARED);
        var tables = new ExperimentTables(
                comparison,
                differences,
                // The ceilings are the same for every run, because all runs are measured on the same examples.
                runs.get(0).ceilings(),
                obstacles(PreparedExamples.open(context.spark(), prepared)),
                gathered.table(EvaluationTables.EVALUATION),
                gathered.table(GatheredTables.CURVES),
                gathered.table(EvaluationTables.SLICES),
                gathered.table(EvaluationTables.CALIBRATION),
                gathered.table(EvaluationTables.EXAMPLES),
                PreparedQuality.read(context.hadoop(), prepared));
        write(context, tables, gathered);
        List<String> summary =
                new ArrayList<>(Comparison.shown(comparison).markdown().lines().toList());
        summary.add("Table %s, report %s and %s"
                .formatted(
                        context.below("tables/comparison.csv"),
                        context.below(StepContext.REPORT_HTML),
                        context.below(StepContext.REPORT_MARKDOWN)));
        return new StepResult(Map.of("runs", (long) runs.size()), summary);
    }

    private static List<String> obstacles(PreparedExamples examples) {
        return Ceilings.of(examples.corpus(), examples.config(), examples.vocabulary())
                .obstacles();
    }

    private static void write(StepContext context, ExperimentTables tables, GatheredTables gathered) {
        String folder = context.below(EvaluationTables.FOLDER);
        gathered.write(folder);
        Map.of(
                        "comparison",
                        tables.comparison(),
                        "differences",
                        tables.differences(),
                        EvaluationTables.CEILINGS,
                        tables.ceilings())
                .forEach((name, table) -> table.write(context.hadoop(), folder, name));
        context.write(new ExperimentReport(
                        context.config().experiment().variants().stream()
                                .map(VariantFacts::of)
                                .toList(),
                        tables,
                        "deploy/local.sh " + context.command(),
                        CodeVersion.current().commit())
                .page());
    }

    /** Returns the configuration of the step that prepares the examples for all variants. */
    public static RunConfig prepare(RunConfig config, Path output) {
        return config.withOutput(new Path(output, "prepared").toString());
    }

    /**
     * Trains all runs and returns them in the order of variants and seeds. Runs are concurrent up to the configured
     * number.
     */
    private static List<TrainedVariant> train(StepContext context, RunConfig config) {
        var progress = new ExperimentProgress(config.experiment());
        try (var side = new SideBySide(config.experiment().runsAtOnce())) {
            List<Supplier<TrainedVariant>> runs = new ArrayList<>();
            for (Variant variant : config.experiment().variants()) {
                for (long seed : config.experiment().seeds()) {
                    runs.add(side.start(
                            () -> train(context, config.withVariant(variant), variant.name(), seed, progress)));
                }
            }
            return runs.stream().map(Supplier::get).toList();
        }
    }

    /**
     * Trains and evaluates one variant with one seed. The examples and their validation masks keep the seed of the
     * experiment.
     */
    private static TrainedVariant train(
            StepContext context, RunConfig config, String variant, long seed, ExperimentProgress progress)
            throws Exception {
        context.phase(progress.next(variant, seed));
        StepContext own = config.experiment().runsAtOnce() == 1
                ? context
                : context.withObserver(context.observer().named("%s, seed %d".formatted(variant, seed)));
        var folder = new Path(context.output(), variant + "/seed-" + seed);
        RunConfig pretrain = config.withSeed(seed).withOutput(new Path(folder, "pretrain").toString());
        Manifest manifest = step(own, new PretrainStep(), pretrain);
        RunConfig evaluate = config.withModel(pretrain.output()).withOutput(new Path(folder, "evaluate").toString());
        step(own, EvaluateStep.ofVariant(variant), evaluate);
        progress.done();
        return new TrainedVariant(variant, seed, pretrain, manifest, evaluate.output());
    }

    /**
     * Runs a step inside this output. The output belongs to this run, so the result of another run's step in it is
     * stale and is replaced.
     */
    private static Manifest step(StepContext context, Step step, RunConfig config) throws Exception {
        return new StepRun(step, config, Existing.KEEP, context.command()).run(context.spark(), context.observer());
    }
}
