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
 * Runs an experiment: trains every variant from the same initial weights, measures all on the same held-out examples,
 * and compares the results. Each of its steps has its own folder and manifest, so a killed experiment resumes with the first unfinished
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
        config.experiment().variants().forEach(variant -> check(variant, config));
        prepares(config, output(config)).forEach(prepare -> new PrepareStep().check(spark, prepare));
    }

    private static void check(Variant variant, RunConfig config) {
        double weight = variant.training().nextSentenceWeight();
        double heldOut = variant.corpus().validationFraction();
        Problems.check("experiment.variants", problems -> problems.require(
                        weight == 0 || variant.examples().objective() != Objective.MLM_ONLY,
                        variant.name() + ".training.next-sentence-weight",
                        weight,
                        "must be 0, or left out, with examples.objective = mlm-only: second segments always follow the first")
                .require(
                        heldOut == config.corpus().validationFraction(),
                        variant.name() + ".corpus.validation-fraction",
                        heldOut,
                        "must be that of the run, %s: a variant must not train on documents that it is measured on"
                                .formatted(config.corpus().validationFraction())));
        if (!variant.examples().bins().isEmpty()) {
            variant.training().lengthBinBlock();
        }
    }

    /** The gates of the examples are limits of the experiment too. */
    @Override
    public Optional<Refusal> refusal(SparkSession spark, RunConfig config, Path folder) {
        for (RunConfig prepare : prepares(config, folder)) {
            Optional<Refusal> refusal = new PrepareStep().refusal(spark, prepare, StoredPath.of(prepare.output()));
            if (refusal.isPresent()) {
                String place = prepare.output().substring(folder.toString().length() + 1);
                return Optional.of(new Refusal(
                        refusal.get().reason(), place + "/" + refusal.get().evidence()));
            }
        }
        return Optional.empty();
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        RunConfig config = context.config();
        var sets = new PreparedSets(config, context.output());
        String prepared = sets.ofRun().output();
        for (RunConfig prepare : sets.all()) {
            step(context, new PrepareStep(), prepare);
        }
        var gathered = new GatheredTables(context.hadoop());
        List<VariantRun> runs = new ArrayList<>();
        for (TrainedVariant trained : train(context, sets)) {
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

    /**
     * Returns the configurations of the steps that prepare examples: those of the run, and those of variants that train
     * on others.
     */
    public static List<RunConfig> prepares(RunConfig config, Path output) {
        return new PreparedSets(config, output).planned();
    }

    /**
     * Trains all runs and returns them in the order of variants and seeds. Runs are concurrent up to the configured
     * number.
     */
    private static List<TrainedVariant> train(StepContext context, PreparedSets sets) {
        RunConfig config = sets.config();
        var progress = new ExperimentProgress(config.experiment());
        try (var side = new SideBySide(config.experiment().runsAtOnce())) {
            List<Supplier<TrainedVariant>> runs = new ArrayList<>();
            for (Variant variant : config.experiment().variants()) {
                for (long seed : config.experiment().seeds()) {
                    runs.add(side.start(() -> train(context, sets, variant, seed, progress)));
                }
            }
            return runs.stream().map(Supplier::get).toList();
        }
    }

    /**
     * Trains one variant with one seed, and evaluates it on the examples of the run. The examples and their validation
     * masks keep the seed of the experiment.
     */
    private static TrainedVariant train(
            StepContext context, PreparedSets sets, Variant variant, long seed, ExperimentProgress progress)
            throws Exception {
        String name = variant.name();
        RunConfig config = sets.config().withVariant(variant);
        context.phase(progress.next(name, seed));
        StepContext own = config.experiment().runsAtOnce() == 1
                ? context
                : context.withObserver(context.observer().named("%s, seed %d".formatted(name, seed)));
        var folder = new Path(context.output(), name + "/seed-" + seed);
        RunConfig pretrain = config.withPrepared(sets.of(variant).output())
                .withSeed(seed)
                .withOutput(new Path(folder, "pretrain").toString());
        Manifest manifest = step(own, new PretrainStep(), pretrain);
        RunConfig evaluate = config.withPrepared(sets.ofRun().output())
                .withModel(pretrain.output())
                .withOutput(new Path(folder, "evaluate").toString());
        step(own, EvaluateStep.ofVariant(name), evaluate);
        progress.done();
        return new TrainedVariant(name, seed, pretrain, manifest, evaluate.output());
    }

    /**
     * Runs a step inside this output. The output belongs to this run, so the result of another run's step in it is
     * stale and is replaced.
     */
    private static Manifest step(StepContext context, Step step, RunConfig config) throws Exception {
        return new StepRun(step, config, Existing.KEEP, context.command()).run(context.spark(), context.observer());
    }
}
