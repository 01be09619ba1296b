package cloze.classify;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import cloze.inference.BertEmbedder;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Fine-tunes a small network on texts that it learns in seconds. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class BertClassifierTest {
    @TempDir
    static Path folder;

    private static String model;

    @BeforeAll
    static void write() throws IOException {
        model = ToyModel.write(folder.resolve("model"));
    }

    private static BertClassifier classifier() {
        return new BertClassifier("toy")
                .setModel(model)
                .setTrainBatchSize(8)
                .setLearningRate(1e-2)
                .setEpochs(6)
                .setSeed(5);
    }

    /** One short run, for what does not depend on how good the model is. */
    private static BertClassifier quick() {
        return classifier().setEpochs(1).setWorkers(2).setAveragingFrequency(2);
    }

    private static List<Row> answers(BertClassifierModel fitted, Dataset<Row> rows) {
        return fitted.transform(rows).orderBy("number").collectAsList();
    }

    @Test
    void aSeparableTaskIsLearnt(SparkSession spark) {
        BertClassifierModel fitted = classifier().fit(ToyTexts.of(spark, 0, 240));
        Dataset<Row> answered = fitted.transform(ToyTexts.of(spark, 1000, 200));
        assertThat(new LabelAccuracy().evaluate(answered)).isGreaterThan(0.9);
        assertThat(fitted.labels()).containsExactly("animal", "fruit", "tool");
        FineTuningSummary summary = fitted.summary().orElseThrow();
        assertThat(summary.examples()).isEqualTo(240);
        assertThat(summary.steps()).isEqualTo(6 * 30);
        assertThat(summary.losses()).hasSize(12);
        assertThat(summary.losses().get(0)).isBetween(0.7, 1.6);
        assertThat(summary.losses().get(11)).isLessThan(0.3);
    }

    @Test
    void pairsAreLearntWithIntegersAsLabels(SparkSession spark) {
        Dataset<Row> pairs = ToyTexts.pairs(spark, 400);
        BertClassifierModel fitted =
                classifier().setTextBCol("other").setEpochs(8).fit(pairs.where("number < 300"));
        assertThat(fitted.labels()).containsExactly("0", "1");
        Dataset<Row> answered = fitted.transform(pairs.where("number >= 300"));
        assertThat(new LabelAccuracy().evaluate(answered)).isGreaterThan(0.9);
    }

    @Test
    @Tag("platform")
    void weightsAreTheSameBitsOnAnyPartitionsInAnyOrder(SparkSession spark) {
        // Two rows are there twice.
        Dataset<Row> rows = ToyTexts.of(spark, 0, 60).union(ToyTexts.of(spark, 10, 2));
        List<Row> expected = answers(quick().fit(rows.coalesce(1)), rows);
        for (int partitions : new int[] {2, 5}) {
            Dataset<Row> shuffled = rows.repartition(partitions, hash(col("number"), lit(partitions)))
                    .sortWithinPartitions(hash(col("text")));
            // Rows compare the vectors' doubles by their bits.
            assertThat(answers(quick().fit(shuffled), rows)).isEqualTo(expected);
        }
        assertThat(answers(quick().setSeed(6).fit(rows), rows)).isNotEqualTo(expected);
        assertThat(answers(quick().setWorkers(1).fit(rows), rows)).isNotEqualTo(expected);
    }

    @Test
    void anotherRowThatEqualsOneChangesTheResult(SparkSession spark) {
        Dataset<Row> rows = ToyTexts.of(spark, 0, 40);
        Dataset<Row> twice = rows.union(rows.limit(1));
        assertThat(quick().fit(twice).summary().orElseThrow().examples()).isEqualTo(41);
    }

    @Test
    void answersAreTheSameBitsInAnyCompany(SparkSession spark) {
        Dataset<Row> rows = ToyTexts.of(spark, 0, 100);
        BertClassifierModel fitted = quick().fit(rows);
        List<Row> one = answers(fitted, rows.coalesce(1));
        assertThat(answers(fitted, rows.repartition(7))).isEqualTo(one);
        assertThat(answers(fitted, rows.where("number % 9 = 4")))
                .isEqualTo(one.stream().filter(row -> row.getInt(0) % 9 == 4).toList());
    }

    @Test
    void columnsHaveTheTypesThatOthersExpect(SparkSession spark) {
        Dataset<Row> rows = ToyTexts.of(spark, 0, 20);
        BertClassifier classifier = quick().setPredictionCol("kind").setProbabilityCol("shares");
        StructType planned = classifier.transformSchema(rows.schema());
        Dataset<Row> answered = classifier.fit(rows).transform(rows);
        assertThat(answered.schema()).isEqualTo(planned);
        assertThat(planned.apply("kind").dataType()).isEqualTo(DataTypes.StringType);
        assertThat(planned.apply("shares").dataType()).isEqualTo(SQLDataTypes.VectorType());
        for (Row row : answered.collectAsList()) {
            Vector shares = row.getAs("shares");
            assertThat(shares.toArray()).hasSize(3);
            assertThat(shares.toArray()[0] + shares.toArray()[1] + shares.toArray()[2])
                    .isBetween(1 - 1e-12, 1 + 1e-12);
            assertThat(row.<String>getAs("kind"))
                    .isEqualTo(List.of("animal", "fruit", "tool").get(shares.argmax()));
        }
    }

    @Test
    void aNullTextIsAnsweredWithNull(SparkSession spark) {
        Dataset<Row> rows = ToyTexts.of(spark, 0, 20);
        Row answer = quick().fit(rows)
                .transform(rows.limit(1).withColumn("text", lit(null).cast("string")))
                .head();
        assertThat(answer.isNullAt(answer.fieldIndex("prediction"))).isTrue();
        assertThat(answer.isNullAt(answer.fieldIndex("probability"))).isTrue();
    }

    @Test
    void aSavedModelGivesTheSameAnswers(SparkSession spark) throws IOException {
        Dataset<Row> rows = ToyTexts.of(spark, 0, 40);
        BertClassifierModel fitted = quick().setPredictionCol("kind").fit(rows);
        String path = folder.resolve("saved").toString();
        fitted.write().save(path);
        BertClassifierModel loaded = BertClassifierModel.load(path);
        assertThat(loaded.uid()).isEqualTo(fitted.uid());
        assertThat(answers(loaded, rows)).isEqualTo(answers(fitted, rows));
        // Again, from the loaded one over itself.
        loaded.write().overwrite().save(path);
        assertThat(answers(BertClassifierModel.load(path), rows)).isEqualTo(answers(fitted, rows));
        assertThat(BertClassifierModel.ofFolder(spark, path)
                        .setPredictionCol("kind")
                        .transform(rows)
                        .orderBy("number")
                        .collectAsList())
                .isEqualTo(answers(fitted, rows));
    }

    @Test
    void aFineTunedModelEmbedsAndIsFineTunedFurther(SparkSession spark) throws IOException {
        Dataset<Row> rows = ToyTexts.of(spark, 0, 40);
        String path = folder.resolve("tuned").toString();
        quick().fit(rows).save(path);
        Row vector = new BertEmbedder().setModel(path).transform(rows).head();
        assertThat(vector.<Vector>getAs("embedding").size()).isEqualTo(16);
        BertClassifierModel again = quick().setModel(path).fit(rows.where("label != 'tool'"));
        assertThat(again.labels()).containsExactly("animal", "fruit");
    }

    @Test
    @Tag("platform")
    void aPipelineWithItIsSavedAndLoaded(SparkSession spark) throws IOException {
        Dataset<Row> rows = ToyTexts.of(spark, 0, 40);
        PipelineModel fitted =
                new Pipeline().setStages(new PipelineStage[] {quick()}).fit(rows);
        String path = folder.resolve("pipeline").toString();
        fitted.save(path);
        assertThat(PipelineModel.load(path).transform(rows).collectAsList())
                .isEqualTo(fitted.transform(rows).collectAsList());
    }

    @Test
    void crossValidationChoosesTheSettingThatLearns(SparkSession spark) {
        BertClassifier classifier = classifier();
        ParamMap[] grid = new ParamGridBuilder()
                .addGrid(classifier.learningRate(), new double[] {1e-7, 1e-2})
                .build();
        CrossValidatorModel chosen = new CrossValidator()
                .setEstimator(classifier)
                .setEstimatorParamMaps(grid)
                .setEvaluator(new LabelAccuracy())
                .setNumFolds(2)
                .setSeed(1)
                .fit(ToyTexts.of(spark, 0, 240).where("label != 'tool'"));
        assertThat(chosen.avgMetrics()[1]).isGreaterThan(chosen.avgMetrics()[0] + 0.2);
        assertThat(chosen.bestModel().parent().extractParamMap().apply(classifier.learningRate()))
                .isEqualTo(1e-2);
    }

    @Test
    void aCopyHasItsOwnSettings() throws IOException {
        BertClassifier classifier = classifier();
        BertClassifier copy = classifier.copy(new ParamMap().put(classifier.workers(), 3));
        assertThat(copy.getOrDefault(copy.workers())).isEqualTo(3);
        assertThat(classifier.getOrDefault(classifier.workers())).isEqualTo(1);
        copy.save(folder.resolve("estimator").toString());
        BertClassifier loaded = BertClassifier.load(folder.resolve("estimator").toString());
        assertThat(loaded.getOrDefault(loaded.workers())).isEqualTo(3);
        assertThat(loaded.getOrDefault(loaded.model())).isEqualTo(model);
        assertThat(loaded.isSet(loaded.dropout())).isFalse();
    }

    @Test
    void nothingStaysBehindInTheWorkFolder(SparkSession spark) throws IOException {
        Path work = Files.createDirectories(folder.resolve("work"));
        quick().setWorkFolder(work.toString()).fit(ToyTexts.of(spark, 0, 20));
        try (var left = Files.list(work)) {
            assertThat(left).isEmpty();
        }
    }
}
