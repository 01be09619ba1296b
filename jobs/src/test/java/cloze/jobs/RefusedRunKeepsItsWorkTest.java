package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.provenance.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A limit that refuses a result must not cost the work: with the limit relaxed, the same command publishes it. */
@Tag("spark")
@Tag("slow")
class RefusedRunKeepsItsWorkTest {
    private static final int BAD_INPUT = 3;
    private static final int CORRUPT = 4;
    private static final String STRICT = "examples.gates.max-random-next-share=0.31";
    private static final String RELAXED = "examples.gates.max-random-next-share=0.95";
    private static final String ANOTHER = "examples.dupe-factor=2";

    @TempDir
    Path folder;

    private String corpus;
    private Path out;
    private Path kept;

    @BeforeEach
    void write() throws IOException {
        corpus = SmallCorpus.write(folder).toString();
        out = folder.resolve("out");
        kept = folder.resolve("out.rejected");
    }

    private CapturedJob prepare(String... more) {
        return CapturedJob.run(new PrepareJob(), joined(SmallCorpus.prepare(corpus, out.toString()), more));
    }

    private static String[] joined(String[] base, String... settings) {
        return Stream.of(base, SmallCorpus.settings(settings))
                .flatMap(Stream::of)
                .toArray(String[]::new);
    }

    private static void refuse(CapturedJob run) {
        assertThat(run.exitCode()).as(run.progress()).isEqualTo(BAD_INPUT);
    }

    private static void accept(CapturedJob run) {
        assertThat(run.exitCode()).as(run.progress()).isZero();
    }

    /** The Parquet files of {@code output} by name, with the time of their writing. A rename does not change it. */
    private static Map<String, Object> written(Path output) throws IOException {
        Map<String, Object> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(output)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".parquet")).toList()) {
                times.put(output.relativize(file).toString(), Files.getLastModifiedTime(file));
            }
        }
        assertThat(times).isNotEmpty();
        return times;
    }

    private static double recorded(Path output, String gate) {
        return Manifest.read(new Configuration(), new org.apache.hadoop.fs.Path(output.toString()))
                .orElseThrow()
                .configuration()
                .path("examples")
                .path("gates")
                .path(gate)
                .asDouble();
    }

    @Test
    void theSameCommandWithTheGateRelaxedPublishesItWithoutPreparingAgain() throws IOException {
        CapturedJob refused = prepare(STRICT);
        refuse(refused);
        assertThat(refused.error()).contains("random_next_share", kept.toString(), "delete that folder");
        assertThat(out).doesNotExist();
        Map<String, Object> before = written(kept);

        refuse(prepare("examples.gates.max-random-next-share=0.32"));
        assertThat(written(kept)).isEqualTo(before);

        CapturedJob relaxed = prepare(RELAXED);
        accept(relaxed);
        assertThat(relaxed.progress()).contains("asking the limits again").doesNotContain("tokenizing", "pairing");
        assertThat(relaxed.results()).contains("shortcuts", "Wrote ", "from the work kept in");
        assertThat(written(out)).isEqualTo(before);
        assertThat(recorded(out, "maxRandomNextShare")).isEqualTo(0.95);
        assertThat(kept).doesNotExist();
        assertThat(out.resolve("_rejected.json")).doesNotExist();

        CapturedJob strictAgain = prepare(STRICT);
        refuse(strictAgain);
        assertThat(strictAgain.error()).contains("random_next_share", "is complete and stays as it is");
        assertThat(written(out)).isEqualTo(before);
        accept(prepare(RELAXED));
    }

    @Test
    void anOlderResultStandsUntilItIsReplaced() throws IOException {
        accept(prepare(ANOTHER));
        Map<String, Object> older = written(out);
        refuse(CapturedJob.run(
                new PrepareJob(),
                joined(
                        Stream.concat(Stream.of(SmallCorpus.prepare(corpus, out.toString())), Stream.of("--overwrite"))
                                .toArray(String[]::new),
                        STRICT)));
        assertThat(written(out)).isEqualTo(older);
        Map<String, Object> before = written(kept);
        accept(CapturedJob.run(
                new PrepareJob(),
                joined(
                        Stream.concat(Stream.of(SmallCorpus.prepare(corpus, out.toString())), Stream.of("--overwrite"))
                                .toArray(String[]::new),
                        RELAXED)));
        assertThat(written(out)).isEqualTo(before);
    }

    @Test
    void onlyWorkOfThisProgramIsReplaced() throws IOException {
        Files.createDirectories(kept);
        Files.writeString(kept.resolve("thesis.txt"), "years of work");
        refuse(prepare(STRICT));
        Path second = folder.resolve("out.rejected-2");
        Map<String, Object> first = written(second);

        refuse(prepare(STRICT, ANOTHER));
        Path third = folder.resolve("out.rejected-3");
        assertThat(second).doesNotExist();
        assertThat(written(third)).isNotEqualTo(first);
        accept(prepare(RELAXED, ANOTHER));
        assertThat(third).doesNotExist();
        assertThat(kept.resolve("thesis.txt")).exists();
    }

    @Test
    void workOfAnotherVersionIsNotReused() throws IOException {
        refuse(prepare(STRICT));
        Map<String, Object> before = written(kept);
        Path mark = kept.resolve("_run.fingerprint");
        String lines = Files.readString(mark);
        Files.delete(kept.resolve("._run.fingerprint.crc"));
        Files.writeString(mark, "0".repeat(64) + lines.substring(lines.indexOf('\n')));
        CapturedJob relaxed = prepare(RELAXED);
        accept(relaxed);
        assertThat(relaxed.progress()).contains("tokenizing");
        assertThat(written(out)).isNotEqualTo(before);
        assertThat(kept).doesNotExist();
    }

    @Test
    void aRunKilledWhilePublishingItLosesNothing() throws IOException {
        refuse(prepare(STRICT));
        Map<String, Object> before = written(kept);
        Files.move(kept, folder.resolve(".out.%s.partial".formatted(UUID.randomUUID())));
        accept(prepare(RELAXED));
        assertThat(written(out)).isEqualTo(before);
    }

    @Test
    void damagedWorkIsNamed() throws IOException {
        refuse(prepare(STRICT));
        Files.move(kept.resolve("quality/pairs"), folder.resolve("pairs"));
        CapturedJob relaxed = prepare(RELAXED);
        assertThat(relaxed.exitCode()).as(relaxed.progress()).isEqualTo(CORRUPT);
        assertThat(relaxed.error()).contains("quality/pairs", "Delete ", kept.toString());
    }

    @Test
    void anExperimentResumesWithTheExamplesThatAGateRefused() throws IOException {
        String[] prepare = SmallCorpus.prepare(corpus, out.toString());
        String[] pretrain = SmallCorpus.pretrain("", out.toString());
        String[] command = joined(
                Stream.of(prepare, pretrain).flatMap(Stream::of).toArray(String[]::new),
                "prepared=\"\"",
                "training.max-steps=2",
                "evaluation { train-examples = 0, bootstrap-samples = 5 }",
                "experiment { variants = [{ name = alone }], seeds = [1] }");
        refuse(CapturedJob.run(new ExperimentJob(), joined(command, STRICT)));
        Map<String, Object> before = written(out.resolve("prepared.rejected"));
        accept(CapturedJob.run(new ExperimentJob(), joined(command, RELAXED)));
        assertThat(written(out.resolve("prepared"))).isEqualTo(before);
        CapturedJob strictAgain = CapturedJob.run(new ExperimentJob(), joined(command, STRICT));
        refuse(strictAgain);
        assertThat(strictAgain.error()).contains("out/prepared/quality", "stays as it is");
    }

    @Test
    void aNightPreparesItsDocumentsOnce() throws IOException {
        Nights nights = Nights.begin(Files.createDirectories(folder.resolve("nights")));
        refuse(nights.run(STRICT));
        CapturedJob relaxed = nights.run(RELAXED);
        accept(relaxed);
        assertThat(relaxed.progress()).contains("asking the limits again").doesNotContain("tokenizing");

        nights.add("second.txt", SmallCorpus.documents(11, Nights.SECOND));
        CapturedJob surprised = nights.run(RELAXED, "retrain.max-surprise=-9");
        refuse(surprised);
        assertThat(surprised.error()).contains("retrain.max-surprise");
        CapturedJob calm = nights.run(RELAXED, "retrain.max-surprise=9");
        accept(calm);
        assertThat(calm.progress()).contains("is complete already").doesNotContain("tokenizing");
        assertThat(nights.runs("outcome")).contains("failed");
    }

    @Test
    void onHdfsTheWorkIsKeptToo() throws IOException {
        try (var hdfs = SmallHdfs.start(folder.resolve("hdfs"))) {
            String output = hdfs.address("/cloze/out");
            String[] command = SmallCorpus.prepare(corpus, output);
            refuse(CapturedJob.run(new PrepareJob(), joined(command, STRICT)));
            var name = new org.apache.hadoop.fs.Path("/cloze/out.rejected/vocab.txt");
            long before = hdfs.files().getFileStatus(name).getModificationTime();
            CapturedJob relaxed = CapturedJob.run(new PrepareJob(), joined(command, RELAXED));
            accept(relaxed);
            assertThat(relaxed.progress()).doesNotContain("tokenizing");
            name = new org.apache.hadoop.fs.Path("/cloze/out/vocab.txt");
            assertThat(hdfs.files().getFileStatus(name).getModificationTime()).isEqualTo(before);
            assertThat(hdfs.files().exists(new org.apache.hadoop.fs.Path("/cloze/out.rejected")))
                    .isFalse();
        }
    }
}
