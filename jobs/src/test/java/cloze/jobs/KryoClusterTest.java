package cloze.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.RunConfig;
import cloze.config.hocon.ConfigLoader;
import cloze.corpus.FrameDocuments;
import cloze.inference.BertEmbedder;
import cloze.inference.BertFillMask;
import cloze.inference.BertNextSentence;
import cloze.prepare.ExamplePlan;
import cloze.prepare.Preparation;
import cloze.shard.WriteShards;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Executors of a session that uses Kryo read what the driver sends them, and give the same bytes. */
@Tag("spark")
@Tag("slow")
@ExtendWith(FaultGround.Resolver.class)
class KryoClusterTest {
    private static final Map<String, String> STRICT = Map.of(
            "spark.serializer",
            "org.apache.spark.serializer.KryoSerializer",
            "spark.kryo.unsafe",
            "true",
            "spark.kryo.referenceTracking",
            "false");

    private final FaultGround ground;

    KryoClusterTest(FaultGround ground) {
        this.ground = ground;
    }

    @Test
    void examplesAndTheirEvaluationAreTheSame() {
        String prepared = ground.place("kryo-prepared");
        FaultGround.succeed(ground.cluster().run(STRICT, phase -> {}, new PrepareJob(), ground.prepare(prepared)));
        assertThat(Contents.of(prepared)).containsExactlyEntriesOf(Contents.of(ground.prepared()));

        String evaluation = ground.place("kryo-evaluation");
        FaultGround.succeed(ground.cluster().run(STRICT, phase -> {}, new EvaluateJob(), ground.evaluate(evaluation)));
        assertThat(Contents.of(evaluation)).containsExactlyEntriesOf(Contents.of(ground.evaluation()));
    }

    @Test
    void theLibraryGivesTheSameRowsAndShards() throws IOException {
        List<String> plain = fromTheLibrary(Map.of(), "java-shards");
        assertThat(fromTheLibrary(STRICT, "kryo-shards")).isEqualTo(plain);
    }

    /** Examples of a DataFrame, shards of them, and the answers of all Spark ML stages. */
    private List<String> fromTheLibrary(Map<String, String> settings, String name) throws IOException {
        List<String> found = new ArrayList<>();
        try (SparkSession spark = ground.cluster().session(settings)) {
            Dataset<Row> table = spark.range(60)
                    .select(
                            col("id").cast("string").as("id"),
                            concat(lit("Anna found the map on day "), col("id"), lit(". Peter sold it. It was red."))
                                    .as("text"))
                    .persist(StorageLevel.MEMORY_ONLY_SER());
            RunConfig config = ConfigLoader.load(
                    Optional.empty(), List.of("vocabulary.vocab-size = 120", "examples.max-seq-length = 32"));
            Dataset<Row> documents = FrameDocuments.of(table, "id", "text").plan(config);
            ExamplePlan plan = Preparation.of(config).plan(documents);
            Dataset<Row> tokens = plan.tokenized(documents).persist(StorageLevel.MEMORY_ONLY_SER());
            Dataset<Row> examples = plan.masked(plan.pairs(tokens));
            found.addAll(sorted(examples));
            String shards = ground.place(name);
            new WriteShards(7, 0, 2).write(examples, shards);
            Contents.of(shards).forEach((file, content) -> found.add(file + " " + content));

            String model = ground.model();
            PipelineModel stages = new Pipeline()
                    .setStages(new PipelineStage[] {
                        new BertEmbedder().setModel(model),
                        new BertFillMask().setModel(model).setInputCol("asked").setOutputCol("guesses"),
                        new BertNextSentence()
                                .setModel(model)
                                .setFirstCol("text")
                                .setSecondCol("asked")
                    })
                    .fit(table.withColumn("asked", lit("Peter [MASK] it.")));
            stages.write().overwrite().save(ground.place(name + "-stages"));
            found.addAll(sorted(PipelineModel.load(ground.place(name + "-stages"))
                    .transform(table.withColumn("asked", lit("Peter [MASK] it.")))));
        }
        return found;
    }

    private static List<String> sorted(Dataset<Row> rows) {
        return rows.toJSON().collectAsList().stream().sorted().toList();
    }
}
