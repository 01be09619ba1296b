package cloze.inference;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.ContractViolationException;
import cloze.error.InvalidInputException;
import cloze.release.ModelFolder;
import cloze.tensor.Safetensors;
import cloze.tensor.Tensor;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests the Spark ML transformers, which append a model's answers as columns. */
@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class ModelTransformersTest {
    private static final StructType SCHEMA = new StructType()
            .add("number", DataTypes.IntegerType)
            .add("text", DataTypes.StringType)
            .add("sentence_a", DataTypes.StringType)
            .add("sentence_b", DataTypes.StringType);

    private static final List<String> WORDS = List.of("the", "dog", "cat", "barks", "meows", "it", "is", "loud");

    @TempDir
    static Path folder;

    private static String model;

    @BeforeAll
    static void teach() throws IOException {
        model = TaughtModel.write(folder.resolve("model")).path().toString();
    }

    /** Returns texts of 1 to 9 words that begin with a mask. */
    private static Dataset<Row> rows(SparkSession spark, int count) {
        List<Row> rows = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            int start = number * 7;
            String words = IntStream.range(0, 1 + number % 9)
                    .mapToObj(i -> WORDS.get((start + i * 3) % WORDS.size()))
                    .collect(Collectors.joining(" "));
            rows.add(RowFactory.create(number, "[MASK] " + words, words, "it is loud"));
        }
        return spark.createDataFrame(rows, SCHEMA);
    }

    private static Pipeline pipeline() {
        return new Pipeline().setStages(new PipelineStage[] {
            new BertEmbedder().setModel(model).setPooling("mean").setMaxLength(8),
            new BertEmbedder().setModel(model).setPooling("cls").setOutputCol("first"),
            new BertFillMask().setModel(model).setTopK(2),
            new BertNextSentence().setModel(model)
        });
    }

    @Test
    void answersAreTheSameBitsOnAnyPartitionsInAnyOrderAndCompany(SparkSession spark) {
        Dataset<Row> rows = rows(spark, 200);
        PipelineModel fitted = pipeline().fit(rows);
        List<Row> one = fitted.transform(rows.coalesce(1)).orderBy("number").collectAsList();
        for (int partitions : new int[] {1, 3, 7}) {
            Dataset<Row> shuffled = rows.repartition(partitions).sortWithinPartitions(functions.hash(col("number")));
            // Rows compare doubles by their bits.
            assertThat(fitted.transform(shuffled).orderBy("number").collectAsList())
                    .isEqualTo(one);
        }
        List<Row> few = fitted.transform(rows.where("number % 5 = 3").coalesce(1))
                .orderBy("number")
                .collectAsList();

        assertThat(few)
                .isEqualTo(one.stream().filter(row -> row.getInt(0) % 5 == 3).toList());
    }

    @Test
    void aPipelineComesBackFromWhereItWasSaved(SparkSession spark) throws IOException {
        Dataset<Row> rows = rows(spark, 5);
        PipelineModel fitted = pipeline().fit(rows);
        fitted.save(folder.resolve("pipeline").toString());
        PipelineModel loaded = PipelineModel.load(folder.resolve("pipeline").toString());

        assertThat(loaded.transform(rows).collectAsList())
                .isEqualTo(fitted.transform(rows).collectAsList());
        assertThat(loaded.transform(rows).schema()).isEqualTo(fitted.transformSchema(SCHEMA));

        new BertFillMask()
                .setModel(model)
                .setTopK(3)
                .save(folder.resolve("fill").toString());
        BertFillMask fill = BertFillMask.load(folder.resolve("fill").toString());
        assertThat(fill.getOrDefault(fill.topK())).isEqualTo(3);
        assertThat(fill.getOrDefault(fill.model())).isEqualTo(model);
    }

    @Test
    void columnsHaveTheTypesThatOthersExpect(SparkSession spark) {
        StructType schema = pipeline().fit(rows(spark, 1)).transformSchema(SCHEMA);
        assertThat(schema.apply("embedding").dataType()).isEqualTo(SQLDataTypes.VectorType());
        assertThat(schema.apply("filled").dataType().simpleString())
                .isEqualTo("array<array<struct<piece:string,piece_id:int,probability:double>>>");
        assertThat(schema.apply("next_sentence_probability").dataType()).isEqualTo(DataTypes.DoubleType);
    }

    @Test
    void rowsAreAnsweredAsASessionAnswers(SparkSession spark) throws IOException {
        Row row = pipeline()
                .fit(rows(spark, 1))
                .transform(rows(spark, 4))
                .where("number = 3")
                .first();
        try (ModelSession session = ModelSession.of(ServedModel.of(ModelFolder.at(
                new org.apache.hadoop.fs.Path(model)
                        .getFileSystem(spark.sparkContext().hadoopConfiguration()),
                new org.apache.hadoop.fs.Path(model))))) {
            assertThat(((Vector) row.getAs("embedding")).toArray())
                    .isEqualTo(session.embed(row.getAs("text"), Pooling.MEAN, 8));
            Guess best = session.fill(row.getAs("text"), 1).get(0).get(0);
            List<scala.collection.Seq<Row>> masks = row.getList(row.fieldIndex("filled"));
            assertThat(masks).hasSize(1);
            assertThat(masks.get(0).apply(0)).isEqualTo(RowFactory.create(best.piece(), best.id(), best.probability()));
        }
    }

    @Test
    void rowsKeepTheirOrderAndWhatIsKnownOfTheirColumns(SparkSession spark) {
        Metadata note = new MetadataBuilder().putString("origin", "test").build();
        Dataset<Row> rows = rows(spark, 150).coalesce(1).withMetadata("number", note);
        Dataset<Row> answered = new BertFillMask().setModel(model).transform(rows);
        assertThat(answered.schema().apply("number").metadata()).isEqualTo(note);

        // Between two typed steps Spark passes the row objects themselves.
        MapFunction<Row, Integer> ranked = row -> {
            List<scala.collection.Seq<Row>> masks = row.getList(row.fieldIndex("filled"));
            return masks.get(0).apply(0).<Integer>getAs(BertFillMask.PIECE_ID) < TaughtModel.PIECES.size()
                    ? row.<Integer>getAs("number")
                    : -1;
        };
        assertThat(answered.map(ranked, Encoders.INT()).collectAsList())
                .isEqualTo(IntStream.range(0, 150).boxed().toList());
    }

    @Test
    void anyLayerHasVectors(SparkSession spark) {
        Dataset<Row> rows = rows(spark, 3);
        List<Row> last = new BertEmbedder().setModel(model).transform(rows).collectAsList();
        assertThat(new BertEmbedder()
                        .setModel(model)
                        .setLayer(2)
                        .transform(rows)
                        .collectAsList())
                .isEqualTo(last);
        assertThat(new BertEmbedder()
                        .setModel(model)
                        .setLayer(0)
                        .transform(rows)
                        .collectAsList())
                .isNotEqualTo(last);
        assertThatThrownBy(() -> new BertEmbedder().setModel(model).setLayer(3).transform(rows))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expected a layer of the model, one of [0, 1, 2], found 3");
    }

    @Test
    void nothingIsSaidOfNothing(SparkSession spark) {
        Dataset<Row> rows = spark.createDataFrame(
                List.of(RowFactory.create(1, null, "it", null), RowFactory.create(2, "the dog", "", "")), SCHEMA);
        List<Row> answers =
                pipeline().fit(rows).transform(rows).orderBy("number").collectAsList();
        assertThat(answers.get(0).isNullAt(4)).isTrue();
        assertThat(answers.get(0).isNullAt(6)).isTrue();
        assertThat(answers.get(0).isNullAt(7)).isTrue();
        assertThat(answers.get(1).getList(6)).isEmpty();
        assertThat(answers.get(1).getDouble(7)).isBetween(0.0, 1.0);
    }

    @Test
    void aChangedModelIsReadAnew(SparkSession spark) throws IOException {
        Path changing = folder.resolve("changing");
        Dataset<Row> rows = rows(spark, 3);
        var embedder = new BertEmbedder().setModel(changing.toString());
        TaughtModel.writeUntaught(changing, 1);
        List<Row> before = embedder.transform(rows).collectAsList();
        TaughtModel.writeUntaught(changing, 2);
        Files.setLastModifiedTime(
                changing.resolve("model.safetensors"), java.nio.file.attribute.FileTime.fromMillis(1_000_000_000));
        assertThat(embedder.transform(rows).collectAsList()).isNotEqualTo(before);
    }

    @Test
    void whatCannotBeAnsweredIsSaidBeforeARowIsRead(SparkSession spark) throws IOException {
        Dataset<Row> rows = rows(spark, 1);
        assertThatThrownBy(() ->
                        new BertEmbedder().setModel(model).setInputCol("other").transform(rows))
                .isInstanceOf(ContractViolationException.class)
                .hasMessageContaining("expected a column other of type string, found none");
        assertThatThrownBy(() ->
                        new BertEmbedder().setModel(model).setInputCol("number").transform(rows))
                .hasMessageContaining("found int");
        assertThatThrownBy(() ->
                        new BertEmbedder().setModel(model).setOutputCol("text").transform(rows))
                .hasMessageContaining("expected no column text");
        assertThatThrownBy(() -> new BertFillMask()
                        .setModel(folder.resolve("none").toString())
                        .transform(rows))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no such path");
        assertThatThrownBy(() -> new BertEmbedder().setPooling("max")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BertFillMask().setTopK(0)).isInstanceOf(IllegalArgumentException.class);

        String headless = headless();
        assertThatThrownBy(() -> new BertFillMask().setModel(headless).transform(rows))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expected a model with a masked-LM head, found one without");
        assertThatThrownBy(() -> new BertNextSentence().setModel(headless).transform(rows))
                .hasMessageContaining("expected a model with a pooler");
        assertThat(new BertEmbedder().setModel(headless).transform(rows).count())
                .isOne();
    }

    /** Writes a model that consists only of an encoder. */
    private static String headless() throws IOException {
        Path path = folder.resolve("headless");
        TaughtModel.writeUntaught(path, 1);
        Path weights = path.resolve("model.safetensors");
        List<Tensor> encoder =
                new ArrayList<>(Safetensors.read(Files.newInputStream(weights), Files.size(weights), "whole"));
        encoder.removeIf(tensor -> !tensor.name().startsWith("bert.e"));
        try (var out = Files.newOutputStream(weights)) {
            Safetensors.write(out, encoder);
        }
        Files.deleteIfExists(path.resolve(".model.safetensors.crc"));
        return path.toString();
    }
}
