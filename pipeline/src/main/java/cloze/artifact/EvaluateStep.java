package cloze.artifact;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.dataset.Documents;
import cloze.dataset.SentencePairs;
import cloze.evaluate.EvaluationTable;
import cloze.evaluate.Evaluator;
import cloze.evaluate.Measurement;
import cloze.evaluate.References;
import cloze.mask.MaskTokens;
import cloze.release.ModelWeights;
import cloze.release.TrainedModel;
import cloze.run.Step;
import cloze.run.StepContext;
import cloze.run.StepResult;
import cloze.table.SmallTable;
import cloze.table.StoredPath;
import cloze.train.state.BroadcastParameters;
import cloze.train.synchronisation.FlatParameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Evaluates a model on the held-out examples, and optionally on a number of training examples. */
public final class EvaluateStep implements Step {
    private static final int EXAMPLES_SHOWN = 20;

    private final Optional<String> variant;

    /** Creates a step that names the model after its folder. */
    public EvaluateStep() {
        this(Optional.empty());
    }

    private EvaluateStep(Optional<String> variant) {
        this.variant = variant;
    }

    /** Creates a step that names the model after its variant in an experiment. */
    public static EvaluateStep ofVariant(String name) {
        return new EvaluateStep(Optional.of(name));
    }

    @Override
    public String name() {
        return "evaluate";
    }

    @Override
    public List<Section> sections() {
        return List.of(Section.SEED, Section.OUTPUT, Section.PREPARED, Section.MODEL, Section.EVALUATION);
    }

    @Override
    public List<Object> dependsOn(RunConfig config) {
        return List.of(variant(config));
    }

    @Override
    public void check(SparkSession spark, RunConfig config) throws IOException {
        PreparedExamples.open(spark, config.prepared());
        TrainedModel.at(spark.sparkContext().hadoopConfiguration(), config.model())
                .check();
    }

    private static Measurement measured(
            Evaluator evaluator, Dataset<Row> examples, References references, RunConfig config) {
        return evaluator.measure(examples, references, config.evaluation().bootstrapSamples(), config.seed());
    }

    @Override
    public StepResult run(StepContext context) throws IOException {
        RunConfig config = context.config();
        var examples = PreparedExamples.open(context.spark(), config.prepared());
        TrainedModel model = TrainedModel.at(context.hadoop(), config.model());
        examples.requireTokensOf(model);
        ModelWeights weights = model.weights(config.seed());
        context.phase("evaluating " + model.path());
        References references = References.of(
                examples.pairs(Documents.TRAIN),
                examples.vocabulary(),
                examples.corpus(),
                config.evaluation().rules(examples.config()),
                config.evaluation());
        List<String> obstacles = references.ceilings().obstacles();
        obstacles.forEach(obstacle -> context.observer().remark("no ceilings: " + obstacle));
        EvaluationTables tables;
        try (BroadcastParameters parameters = broadcast(weights, model, context)) {
            var evaluator = new Evaluator(
                    weights.network(), parameters, config.evaluation().evalBatchSize());
            tables = evaluated(evaluator, examples, references, model, config);
        }
        tables.write(context.hadoop(), context.output());
        context.write(tables.report(
                        "Evaluation of " + model.path(),
                        variant(config),
                        TrainingCurves.beside(context.hadoop(), config.model()),
                        obstacles,
                        "deploy/local.sh " + context.command())
                .page());
        List<String> summary = new ArrayList<>(model.notes(weights));
        summary.addAll(tables.shown().markdown().lines().toList());
        return new StepResult(Map.of("step", (long) model.step()), summary);
    }

    private static BroadcastParameters broadcast(ModelWeights weights, TrainedModel model, StepContext context) {
        return new BroadcastParameters(
                JavaSparkContext.fromSparkContext(context.spark().sparkContext()),
                FlatParameters.of(weights.network())
                        .flat(weights.parameters(), model.path().toString()));
    }

    private EvaluationTables evaluated(
            Evaluator evaluator, PreparedExamples examples, References references, TrainedModel model, RunConfig config)
            throws IOException {
        var table = new EvaluationTable(model.run(), variant(config), model.step());
        if (config.evaluation().trainExamples() > 0) {
            table.add(
                    Documents.TRAIN,
                    measured(evaluator, train(config, examples), references, config)
                            .bootstrap());
        }
        Dataset<Row> unseen = heldOut(config, examples);
        Measurement held = measured(evaluator, unseen, references, config);
        table.add(Documents.VALIDATION, held.bootstrap());
        SmallTable answers =
                evaluator.answers(drawn(unseen, EXAMPLES_SHOWN), examples.vocabulary(), references.ceilings());
        return EvaluationTables.of(variant(config), table.table(), held, answers);
    }

    private String variant(RunConfig config) {
        return variant.orElseGet(() -> StoredPath.of(config.model()).getName());
    }

    /**
     * Draws training examples by the smallest hashes, and masks them once. With dynamic masking, training never uses
     * these masks. With examples.dynamic-masking off and the seed of prepare, they are exactly the examples that the
     * model was trained on.
     */
    private static Dataset<Row> train(RunConfig config, PreparedExamples examples) {
        Dataset<Row> pairs =
                drawn(examples.pairs(Documents.TRAIN), config.evaluation().trainExamples());
        return masks(config, examples).apply(pairs);
    }

    private static Dataset<Row> heldOut(RunConfig config, PreparedExamples examples) {
        return config.evaluation().maskedLmProb() == 0
                ? examples.masked(Documents.VALIDATION)
                : masks(config, examples).apply(examples.pairs(Documents.VALIDATION));
    }

    private static MaskTokens masks(RunConfig config, PreparedExamples examples) {
        return MaskTokens.frozen(config.evaluation().rules(examples.config()), examples.vocabulary(), config.seed());
    }

    /** Returns the {@code count} examples with the smallest hashes. */
    private static Dataset<Row> drawn(Dataset<Row> examples, int count) {
        return examples.orderBy(xxhash64(col(SentencePairs.EXAMPLE_ID)), col(SentencePairs.EXAMPLE_ID))
                .limit(count);
    }
}
