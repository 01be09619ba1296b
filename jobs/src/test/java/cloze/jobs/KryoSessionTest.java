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
import cloze.jobs.command.Job;
import cloze.prepare.ExamplePlan;
import cloze.prepare.Preparation;
import cloze.shard.WriteShards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything but training works in a session that uses Kryo, with executors of their own, and gives the same bytes. */
@Tag("spark")
@Tag("slow")
@ExtendWith(FaultGround.Resolver.class)
class KryoSessionTest {
    private static final int BAD_CONFIGURATION = 2;
    private static final String SERIALIZER = "spark.serializer";
    private static final String KRYO = "org.apache.spark.serializer.KryoSerializer";

    private final FaultGround ground;

    KryoSessionTest(FaultGround ground) {
        this.ground = ground;
    }

    /** Settings of Kryo that decide what it accepts. */
    enum Kryo {
        DEFAULTS(Map.of()),
        WITHOUT_REFERENCES(Map.of("spark.kryo.referenceTracking", "false")),
        UNSAFE(Map.of("spark.kryo.unsafe", "true")),
        REGISTERED_CLASSES_ONLY(Map.of("spark.kryo.registrationRequired", "true"));

        private final Map<String, String> settings = new TreeMap<>(Map.of(SERIALIZER, KRYO));

        Kryo(Map<String, String> more) {
            settings.putAll(more);
        }
    }

    private CapturedJob run(Kryo kryo, Job job, String... arguments) {
        return ground.cluster().run(kryo.settings, phase -> {}, job, arguments);
    }

    private String place(Kryo kryo, String name) {
        return ground.place("kryo-" + name + "-" + kryo);
    }

    @ParameterizedTest
    @EnumSource
    void preparesTheSameExamples(Kryo kryo) {
        String output = place(kryo, "prepared");
        FaultGround.succeed(run(kryo, new PrepareJob(), ground.prepare(output)));
        assertThat(Contents.of(output)).containsExactlyEntriesOf(Contents.of(ground.prepared()));
    }

    @ParameterizedTest
    @EnumSource
    void evaluatesAlike(Kryo kryo) {
        String output = place(kryo, "evaluation");
        FaultGround.succeed(run(kryo, new EvaluateJob(), ground.evaluate(output)));
        assertThat(Contents.of(output)).containsExactlyEntriesOf(Contents.of(ground.evaluation()));
    }

    @Test
    void theOtherJobsGiveTheSameFiles() throws IOException {
        Path pairs = Files.writeString(
                Path.of(ground.place("pairs.tsv")), "Anna found the map.\tPeter sold it.\nIt was red.\tNo door.\n");
        Path texts = Files.writeString(Path.of(ground.place("asked.txt")), "Anna [MASK] the map.\n\nPeter sold [MASK].\n");
        String corpus = "corpus.input=\"" + ground.corpus() + "\"";
        String model = "model=\"" + ground.model() + "\"";
        assertSame(new VocabularyJob(), corpus, "vocabulary.vocab-size=120");
        assertSame(new TokenizeJob(), corpus, "vocabulary.file=\"" + ground.prepared() + "/vocab.txt\"");
        assertSame(new GenerateJob(), "corpus.generator { kind = stories, documents = 50 }");
        assertSame(new FillMaskJob(), model, "corpus.input=\"" + texts + "\"");
        assertSame(new NextSentenceJob(), model, "pairs=\"" + pairs + "\"");
        assertSame(new ExportJob(), model);
    }

    /** Runs {@code job} with Java serialization on this machine and with the strictest Kryo on the cluster. */
    private void assertSame(Job job, String... settings) {
        String plain = ground.place("java-" + job.getClass().getSimpleName());
        String kryo = ground.place("kryo-" + job.getClass().getSimpleName());
        FaultGround.succeed(CapturedJob.run(job, withOutput(plain, settings)));
        FaultGround.succeed(run(Kryo.REGISTERED_CLASSES_ONLY, job, withOutput(kryo, settings)));
        assertThat(Contents.of(kryo)).isNotEmpty().containsExactlyEntriesOf(Contents.of(plain));
    }

    private static String[] withOutput(String output, String... settings) {
        return SmallCorpus.settings(Stream.concat(Stream.of(settings), Stream.of("output=\"" + output + "\""))
                .toArray(String[]::new));
    }

    @Test
    void theLibraryGivesTheSameRowsAndShards() throws IOException {
        List<String> plain = fromTheLibrary(Map.of(), "java-shards");
        for (Kryo kryo : List.of(Kryo.WITHOUT_REFERENCES, Kryo.REGISTERED_CLASSES_ONLY)) {
            assertThat(fromTheLibrary(kryo.settings, "shards-" + kryo)).isEqualTo(plain);
        }
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
                        new BertNextSentence().setModel(model).setFirstCol("text").setSecondCol("asked")
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

    @Test
    void trainingIsRefusedBeforeItBegins() {
        String output = place(Kryo.DEFAULTS, "model");
        CapturedJob run = run(Kryo.DEFAULTS, new PretrainJob(), ground.pretrain(output));
        assertThat(run.exitCode()).as(run.progress()).isEqualTo(BAD_CONFIGURATION);
        assertThat(run.error())
                .contains("spark.serializer = " + KRYO, "training needs")
                .doesNotContain("Exception", "\tat ");
        assertThat(Path.of(output)).doesNotExist();
    }
}
