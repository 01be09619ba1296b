package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.jobs.command.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every job but training works in a session that uses Kryo, and gives the same bytes as with Java serialization. */
@Tag("spark")
@Tag("slow")
class KryoSessionTest {
    private static final int BAD_CONFIGURATION = 2;
    private static final String KRYO = "org.apache.spark.serializer.KryoSerializer";

    /** Every test reads from it: a prepare, a pretrain and an evaluate output. */
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    /**
     * Settings of Kryo that decide what it accepts. Not {@code registrationRequired}: with it Spark itself cannot collect rows with an array, nor
     * cache a table.
     */
    @SuppressWarnings("ImmutableEnumChecker") // no one changes the map
    enum Kryo {
        DEFAULTS(Map.of()),
        WITHOUT_REFERENCES(Map.of("spark.kryo.referenceTracking", "false")),
        UNSAFE(Map.of("spark.kryo.referenceTracking", "false", "spark.kryo.unsafe", "true"));

        private final Map<String, String> settings = new TreeMap<>(Map.of("spark.serializer", KRYO));

        Kryo(Map<String, String> more) {
            settings.putAll(more);
        }

        CapturedJob run(Job job, String... arguments) {
            settings.forEach(System::setProperty);
            try {
                return CapturedJob.run(job, arguments);
            } finally {
                settings.keySet().forEach(System::clearProperty);
            }
        }
    }

    @BeforeAll
    static void train() throws IOException {
        SmallRun.prepare("local[2]", SmallCorpus.write(shared).toString(), at("prepared"));
        SmallRun.pretrain("local[2]", at("prepared"), at("model"), "training.max-steps=2");
        assertThat(CapturedJob.run(
                                new EvaluateJob(), FaultGround.evaluate(at("prepared"), at("model"), at("evaluation")))
                        .exitCode())
                .isZero();
    }

    private static String at(String name) {
        return shared.resolve(name).toString();
    }

    @ParameterizedTest
    @EnumSource
    void examplesAndTheirEvaluationAreTheSame(Kryo kryo) {
        String prepared = folder.resolve("prepared").toString();
        CapturedJob prepare = kryo.run(new PrepareJob(), SmallCorpus.prepare(at("corpus.txt"), prepared));
        assertThat(prepare.exitCode()).as(prepare.progress()).isZero();
        assertThat(Contents.of(prepared)).containsExactlyEntriesOf(Contents.of(at("prepared")));

        String evaluation = folder.resolve("evaluation").toString();
        CapturedJob evaluate =
                kryo.run(new EvaluateJob(), FaultGround.evaluate(at("prepared"), at("model"), evaluation));
        assertThat(evaluate.exitCode()).as(evaluate.progress()).isZero();
        assertThat(Contents.of(evaluation)).containsExactlyEntriesOf(Contents.of(at("evaluation")));
    }

    @Test
    void theOtherJobsGiveTheSameFiles() throws IOException {
        Path pairs = Files.writeString(
                folder.resolve("pairs.tsv"), "Anna found the map.\tPeter sold it.\nIt was red.\tNo door.\n");
        Path texts = Files.writeString(folder.resolve("texts.txt"), "Anna [MASK] the map.\n\nPeter sold [MASK].\n");
        String corpus = "corpus.input=\"" + at("corpus.txt") + "\"";
        String model = "model=\"" + at("model") + "\"";
        assertSame(new VocabularyJob(), corpus, "vocabulary.vocab-size=120");
        assertSame(new TokenizeJob(), corpus, "vocabulary.file=\"" + at("prepared") + "/vocab.txt\"");
        assertSame(new GenerateJob(), "corpus.generator.kind=stories", "corpus.generator.documents=50");
        assertSame(new FillMaskJob(), model, "corpus.input=\"" + texts + "\"");
        assertSame(new NextSentenceJob(), model, "pairs=\"" + pairs + "\"");
        assertSame(new ExportJob(), model);
    }

    /** Runs {@code job} with Java serialization, and with the Kryo that accepts least. */
    private void assertSame(Job job, String... settings) {
        String name = job.getClass().getSimpleName();
        String java = folder.resolve("java-" + name).toString();
        String kryo = folder.resolve("kryo-" + name).toString();
        CapturedJob usual = CapturedJob.run(job, withOutput(java, settings));
        assertThat(usual.exitCode()).as(usual.progress()).isZero();
        CapturedJob other = Kryo.UNSAFE.run(job, withOutput(kryo, settings));
        assertThat(other.exitCode()).as(other.progress()).isZero();
        Map<String, String> contents = Contents.of(kryo);
        Map<String, String> expected = Contents.of(java);
        // A model card says when it was written.
        contents.remove("README.md");
        expected.remove("README.md");
        assertThat(contents).isNotEmpty().containsExactlyEntriesOf(expected);
    }

    private static String[] withOutput(String output, String... settings) {
        return SmallCorpus.settings(Stream.concat(Stream.of(settings), Stream.of("output=\"" + output + "\""))
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource(names = "DEFAULTS")
    void trainingIsRefusedBeforeItBegins(Kryo kryo) {
        Path output = folder.resolve("model");
        CapturedJob run = kryo.run(new PretrainJob(), SmallCorpus.pretrain(at("prepared"), output.toString()));
        assertThat(run.exitCode()).as(run.progress()).isEqualTo(BAD_CONFIGURATION);
        assertThat(run.error())
                .contains("spark.serializer = " + KRYO, "training needs")
                .doesNotContain("Exception", "\tat ");
        assertThat(output).doesNotExist();
    }
}
