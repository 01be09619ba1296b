package cloze.retrain;

import static org.apache.spark.sql.functions.col;

import cloze.artifact.PreparedExamples;
import cloze.dataset.Documents;
import cloze.dataset.Score;
import cloze.dataset.SentencePairs;
import cloze.dataset.Task;
import cloze.dataset.TaskScores;
import cloze.evaluate.Evaluator;
import cloze.release.ModelWeights;
import cloze.release.TrainedModel;
import cloze.release.registry.Registry;
import cloze.release.registry.Version;
import cloze.retrain.RunRow.Past;
import cloze.train.state.BroadcastParameters;
import cloze.train.synchronisation.FlatParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Records what {@link DocumentLosses} reads: for each version of a registry but the first, how much lower its losses are than
 * those of the champion that it was compared with, for each frozen held-out document.
 */
final class RecordDocumentLosses {
    private static final int BATCH_SIZE = 64;

    private RecordDocumentLosses() {}

    /**
     * Records the losses of the versions of a registry.
     *
     * @param arguments folder of the registry, and the file to write
     */
    public static void main(String... arguments) throws IOException {
        Registry registry = Registry.open(new Configuration(), arguments[0]);
        List<String> lines = new ArrayList<>(List.of(DocumentLosses.HEAD));
        try (SparkSession spark = SparkSession.builder().master("local[2]").getOrCreate()) {
            Dataset<Row> examples = PreparedExamples.open(
                            spark, registry.validation().toString())
                    .masked(Documents.VALIDATION)
                    .cache();
            List<String> documents =
                    examples.select(SentencePairs.DOCUMENT_ID).distinct().as(Encoders.STRING()).collectAsList().stream()
                            .sorted()
                            .toList();
            Map<Integer, List<TaskScores>> scores = new HashMap<>();
            for (Version version : registry.versions()) {
                scores.put(version.number(), scores(spark, version, examples, documents));
            }
            for (Past run : RegistryState.read(spark, registry).past()) {
                List<TaskScores> before = scores.getOrDefault(run.before(), List.of());
                List<TaskScores> after = scores.getOrDefault(run.version(), List.of());
                for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
                    lines.add(line(run.version(), i, before.get(i), after.get(i)));
                }
            }
        }
        Files.write(Path.of(arguments[1]), lines);
    }

    private static List<TaskScores> scores(
            SparkSession spark, Version version, Dataset<Row> examples, List<String> documents) throws IOException {
        TrainedModel model = TrainedModel.at(
                spark.sparkContext().hadoopConfiguration(), version.folder().toString());
        ModelWeights weights = model.weights(1);
        float[] flat = FlatParameters.of(weights.network())
                .flat(weights.parameters(), version.folder().toString());
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        try (var parameters = new BroadcastParameters(context, flat)) {
            var evaluator = new Evaluator(weights.network(), parameters, BATCH_SIZE);
            return documents.stream()
                    .map(document -> evaluator.score(
                            examples.where(col(SentencePairs.DOCUMENT_ID).equalTo(document))
                                    .coalesce(1)))
                    .toList();
        }
    }

    private static String line(int version, int document, TaskScores before, TaskScores after) {
        Score words = after.of(Task.MASKED_LM);
        Score pairs = after.of(Task.NEXT_SENTENCE);
        return "%d,%d,%.0f,%.5f,%.0f,%.5f"
                .formatted(
                        version,
                        document,
                        words.count(),
                        before.of(Task.MASKED_LM).lossSum() - words.lossSum(),
                        pairs.count(),
                        before.of(Task.NEXT_SENTENCE).lossSum() - pairs.lossSum());
    }
}
