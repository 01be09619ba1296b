package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.error.CorruptArtifactException;
import cloze.provenance.Manifest;
import cloze.table.TextFile;
import cloze.train.checkpoint.CheckpointStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs with their inputs and outputs on a real S3 server, beside the same on a local disk. */
@Tag("spark")
@Tag("s3")
@Tag("slow")
class S3Test {
    private static final String SHORT = "training.epochs=1";

    @TempDir
    java.nio.file.Path folder;

    private SmallS3 server;
    private FileSystem files;

    @BeforeEach
    void open() throws Exception {
        server = SmallS3.running();
        server.tellSpark();
        // Hadoop keeps this client for all who ask for the bucket.
        files = new Path(SmallS3.address("/")).getFileSystem(server.configuration());
    }

    @AfterEach
    void forget() {
        server.forget();
    }

    private void put(String address, String text) throws IOException {
        try (OutputStream out = files.create(new Path(address))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private byte[] read(String address) throws IOException {
        try (InputStream in = files.open(new Path(address))) {
            return in.readAllBytes();
        }
    }

    /** Without the table of documents, which names the files they come from. */
    private static SortedMap<String, String> examples(String prepared) {
        SortedMap<String, String> contents = Contents.of(prepared);
        contents.remove("documents");
        return contents;
    }

    /** A table of {@code evaluation}, without the fingerprint of the run of {@code model}: it has the paths of its inputs. */
    private String table(String evaluation, String name, String model) {
        var hadoop = new Configuration();
        String run = Manifest.read(hadoop, new Path(model)).orElseThrow().fingerprint();
        return TextFile.read(hadoop, new Path("%s/tables/%s.csv".formatted(evaluation, name)))
                .replace(run, "");
    }

    @Test
    void jobsOnS3GiveTheBytesOfLocalOnesAlsoAfterAKill() throws IOException {
        String text = SmallCorpus.documents(7, 40);
        String local = folder.toString();
        Files.writeString(folder.resolve("corpus.txt"), text);
        String store = SmallS3.address("/jobs");
        put(store + "/corpus.txt", text);
        for (String root : new String[] {local, store}) {
            FaultGround.succeed(
                    CapturedJob.run(new PrepareJob(), SmallCorpus.prepare(root + "/corpus.txt", root + "/prepared")));
            FaultGround.succeed(
                    CapturedJob.run(new PretrainJob(), FaultGround.pretrain(root + "/prepared", root + "/model")));
            FaultGround.succeed(CapturedJob.run(
                    new EvaluateJob(),
                    FaultGround.evaluate(root + "/prepared", root + "/model", root + "/evaluation")));
        }
        assertThat(examples(store + "/prepared")).containsExactlyEntriesOf(examples(local + "/prepared"));
        assertThat(Contents.of(store + "/model")).containsExactlyEntriesOf(Contents.of(local + "/model"));
        for (String name : new String[] {"evaluation", "slices", "calibration", "resamplings"}) {
            assertThat(table(store + "/evaluation", name, store + "/model"))
                    .isEqualTo(table(local + "/evaluation", name, local + "/model"));
        }

        killWhileItWritesItsNewestCheckpoint(store + "/model");
        FaultGround.succeed(
                CapturedJob.run(new PretrainJob(), FaultGround.pretrain(store + "/prepared", store + "/model")));
        assertThat(Contents.of(store + "/model")).containsExactlyEntriesOf(Contents.of(local + "/model"));
    }

    /** Leaves what is on the store then: neither a manifest, nor the file that completes the checkpoint. */
    private void killWhileItWritesItsNewestCheckpoint(String model) throws IOException {
        CheckpointStore checkpoints = CheckpointStore.of(new Path(model), files.getConf());
        Path newest = checkpoints
                .newest()
                .orElseThrow(() -> new CorruptArtifactException(model))
                .path();
        assertThat(files.delete(new Path(model, Manifest.FILE), false)).isTrue();
        assertThat(files.delete(new Path(newest, "checkpoint.json"), false)).isTrue();
        assertThat(checkpoints.newest()).as("an older one").isPresent().get().isNotEqualTo(newest);
    }

    @Test
    void aRegistryOnS3HasTheWeightsOfALocalOneNightAfterNight() throws IOException {
        Nights local = Nights.begin(folder);
        String root = SmallS3.address("/nights");
        put(root + "/corpus/first.txt", SmallCorpus.documents(7, Nights.FIRST));
        local.succeed(SHORT);
        retrain(root);
        String more = SmallCorpus.documents(11, Nights.SECOND);
        local.add("second.txt", more);
        put(root + "/corpus/second.txt", more);
        local.succeed(SHORT);
        retrain(root);
        for (int version = 1; version <= 2; version++) {
            assertThat(read(root + "/registry/versions/%d/model.safetensors".formatted(version)))
                    .isEqualTo(local.weights(version));
        }
        assertThat(new String(read(root + "/registry/champion"), StandardCharsets.UTF_8).strip())
                .isEqualTo(local.champion());
        assertThat(Contents.of(root + "/registry/data/2/examples"))
                .isNotEmpty()
                .isEqualTo(Contents.of(local.registry() + "/data/2/examples"));
        assertThat(new String(read(root + "/registry/runs.csv"), StandardCharsets.UTF_8).lines())
                .hasSize(3);
        // S3A leaves a marker of an empty folder.
        var work = new Path(root + "/registry/work");
        assertThat(files.exists(work) ? files.listStatus(work) : new FileStatus[0])
                .isEmpty();
    }

    private static void retrain(String root) {
        FaultGround.succeed(
                CapturedJob.run(new RetrainJob(), Nights.arguments(root + "/corpus", root + "/registry", SHORT)));
    }
}
