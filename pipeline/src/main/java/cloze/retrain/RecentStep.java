package cloze.retrain;

import cloze.artifact.PreparedExamples;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.dataset.Documents;
import cloze.run.Step;
import cloze.run.StepContext;
import cloze.run.StepResult;
import cloze.vocabulary.VocabularyFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A step of retraining that gathers the held-out examples of recent nights into a prepare output. No model has been
 * trained on them. The frozen documents are not among them. Its training examples are the new ones, which an evaluation
 * takes its baselines from.
 *
 * @param fresh the prepare output of the new documents
 * @param older prepare outputs of earlier nights
 */
record RecentStep(String fresh, List<String> older) implements Step {
    static final String NAME = "recent";

    RecentStep {
        older = List.copyOf(older);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Section> sections() {
        return List.of(Section.SEED, Section.OUTPUT);
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
        context.phase("gathering the held-out examples of recent nights");
        PreparedExamples own = PreparedExamples.open(spark, fresh);
        Dataset<Row> held = Stream.concat(Stream.of(fresh), older.stream())
                .map(folder -> PreparedExamples.open(spark, folder).stored(Documents.VALIDATION))
                .reduce(Dataset::unionAll)
                .orElseThrow();
        int files = spark.sparkContext().defaultParallelism();
        PreparedExamples.write(held.coalesce(files), context.output(), Documents.VALIDATION);
        PreparedExamples.write(own.stored(Documents.TRAIN), context.output(), Documents.TRAIN);
        VocabularyFile.at(context.below("vocab.txt")).write(own.vocabulary(), context.hadoop());
        long count = new PreparedExamples(spark, context.output())
                .pairs(Documents.VALIDATION)
                .count();
        return new StepResult(
                Map.of(PreparedExamples.countName(Documents.VALIDATION), count),
                List.of("%d held-out examples of %d nights".formatted(count, 1 + older.size())));
    }
}
