package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Prepared examples, or their vocabulary, that are no more what was written are not trained on. */
@Tag("spark")
@Tag("slow")
@ExtendWith(FaultGround.Resolver.class)
class ExamplesFaultsTest {
    private static final int CORRUPT = 4;

    private final FaultGround ground;
    private Path prepared;
    private Path output;

    ExamplesFaultsTest(FaultGround ground) {
        this.ground = ground;
    }

    @BeforeEach
    void copyThePreparedExamples() throws IOException {
        prepared = Files.createTempDirectory(Path.of(ground.place(".")), "examples");
        output = prepared.resolveSibling(prepared.getFileName() + "-model");
        FileUtils.copyDirectory(Path.of(ground.prepared()).toFile(), prepared.toFile());
    }

    private String[] pretrain() {
        return FaultGround.pretrain(prepared.toString(), output.toString());
    }

    private void assertRefused(String... parts) {
        CapturedJob run = CapturedJob.run(new PretrainJob(), pretrain());
        assertThat(run.exitCode()).as(run.progress()).isEqualTo(CORRUPT);
        assertThat(run.error())
                .containsSubsequence(parts)
                .doesNotContain("\tat ", "Exception")
                .hasLineCount(1);
        assertThat(output.resolve("checkpoints")).doesNotExist();
    }

    @Test
    void aFileThatIsDamagedOrCutShortAndOneTooMany() throws IOException {
        Path examples = prepared.resolve("examples/train");
        List<Path> parts;
        try (Stream<Path> files = Files.list(examples)) {
            parts = files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
        Path part = parts.get(0);
        String name = part.getFileName().toString();
        byte[] whole = Files.readAllBytes(part);
        byte[] damaged = whole.clone();
        Arrays.fill(damaged, whole.length / 4, whole.length / 2, (byte) 7);

        Files.write(part, damaged);
        assertRefused("examples/train", name, "damaged or truncated");
        Files.delete(examples.resolve("." + name + ".crc"));
        Files.write(part, Arrays.copyOf(whole, whole.length / 2));
        assertRefused("examples/train", name, "restore it");
        Files.write(part, whole);
        for (Path each : parts) {
            Files.copy(each, examples.resolve("copy-of-" + each.getFileName()));
        }
        assertRefused("expected 85 examples in examples/train", "found 170");

        for (Path each : parts) {
            Files.delete(examples.resolve("copy-of-" + each.getFileName()));
        }
        FaultGround.succeed(CapturedJob.run(new PretrainJob(), pretrain()));
        ground.record(
                "corrupt examples",
                "a file of the prepared examples damaged, cut short, there twice; put back",
                "exit code 4, the message names the file or the count; then trained",
                output.toString(),
                ground.model());
    }

    @Test
    void noFileLeft() throws IOException {
        Path examples = prepared.resolve("examples/train");
        FileUtils.cleanDirectory(examples.toFile());
        assertRefused("examples/train", "expected the files of the examples, found none", "prepare again");
        Files.delete(examples);
        assertRefused("examples/train", "found none");
    }

    @Test
    void aTruncatedVocabulary() throws IOException {
        Path vocabulary = prepared.resolve("vocab.txt");
        byte[] whole = Files.readAllBytes(vocabulary);
        for (int length : List.of(whole.length / 2, whole.length - 2)) {
            Files.write(vocabulary, Arrays.copyOf(whole, length));
            assertRefused("vocab.txt", "expected 120 pieces", "found", "truncated");
            assertThat(output).doesNotExist();
        }
        Files.write(vocabulary, whole);
        FaultGround.succeed(CapturedJob.run(new PretrainJob(), pretrain()));
        ground.record(
                "truncated vocabulary",
                "vocab.txt of the prepared examples cut in the middle, and in its last piece; put back",
                "exit code 4 before any work, the message counts pieces; then trained",
                output.toString(),
                ground.model());
    }
}
