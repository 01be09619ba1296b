package cloze.retrain;

import cloze.artifact.PreparedExamples;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.dataset.Documents;
import cloze.run.Step;
import cloze.run.StepContext;
import cloze.run.StepResult;
import cloze.shard.DrawExamples;
import cloze.vocabulary.VocabularyFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A step of retraining that mixes the new training examples with a share of older ones into a prepare output. Its
 * validation examples, which early stopping uses if configured, are the new ones, or the frozen ones if no new document
 * is held out.
 *
 * @param fresh the prepare output with the new examples
 * @param older prepare outputs of earlier runs, newest first; at least that of the first run
 * @param drawing number of the run, which determines the draw of older examples
 */
record ReplayStep(String fresh, List<String> older, long drawing) implements Step {
    static final String NAME = "replay";

    /** Key of the number of drawn older examples in the counts of the manifest. */
    static final String REPLAYED = "replayed_examples";

    ReplayStep {
        older = List.copyOf(older);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Section> sections() {
        return List.of(
                Section.SEED, Section.OUTPUT, Section.ofResult("retrain.replay-fraction", config -> config.retrain()
                        .replayFraction()));
    }

    @Override
    public List<Object> dependsOn(RunConfig config) {
        return List.of(drawing);
    }

    @Override
    public List<String> inputs(RunConfig config) {
        List<String> inputs = new ArrayList<>(List.of(fresh));
        inputs.addAll(older);
        return inputs;
    }

    @Override
    public StepResult run(StepContext context) {
        SparkSession spark = context.spark();
        context.phase("mixing new examples with older ones");
        PreparedExamples own = PreparedExamples.open(spark, fresh);
        Dataset<Row> rows = own.stored(Documents.TRAIN);
        Dataset<Row> replayable = older.stream()
                .map(folder -> PreparedExamples.open(spark, folder).stored(Documents.TRAIN))
                .reduce(Dataset::unionAll)
                .orElseThrow();
        long count = rows.count();
        double share = share(context.config().retrain().replayFraction(), count, replayable.count());
        Dataset<Row> replayed = new DrawExamples(context.config().seed(), drawing, share).of(replayable);
        int files = spark.sparkContext().defaultParallelism();
        PreparedExamples.write(rows.unionAll(replayed).coalesce(files), context.output(), Documents.TRAIN);
        PreparedExamples.write(heldOut(own), context.output(), Documents.VALIDATION);
        VocabularyFile.at(context.below("vocab.txt")).write(own.vocabulary(), context.hadoop());
        long drawn = new PreparedExamples(spark, context.output())
                        .pairs(Documents.TRAIN)
                        .count()
                - count;
        return new StepResult(
                Map.of("new_examples", count, REPLAYED, drawn),
                List.of("%d new and %d older training examples".formatted(count, drawn)));
    }

    private Dataset<Row> heldOut(PreparedExamples own) {
        Dataset<Row> held = own.stored(Documents.VALIDATION);
        return held.isEmpty()
                ? PreparedExamples.open(own.spark(), older.get(older.size() - 1))
                        .stored(Documents.VALIDATION)
                : held;
    }

    /**
     * Returns the share of the older examples to draw so that they make up {@code fraction} of the mixture; 1 if there
     * are too few.
     *
     * @param fraction in [0, 1)
     */
    static double share(double fraction, long fresh, long older) {
        return older == 0 ? 0 : Math.min(1, fraction / (1 - fraction) * fresh / older);
    }
}
