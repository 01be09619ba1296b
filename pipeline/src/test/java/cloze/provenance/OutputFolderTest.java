package cloze.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.InvalidConfigException;
import cloze.provenance.OutputFolder.Existing;
import cloze.provenance.OutputFolder.Mode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class OutputFolderTest {
    private static final Configuration HADOOP = new Configuration();
    private static final String JOB = "test";
    private static final String MINE = "a".repeat(64);
    private static final String ANOTHERS = "b".repeat(64);

    @TempDir
    Path parent;

    private OutputFolder claim(String fingerprint, Mode mode, Existing existing) {
        String job = fingerprint.equals(ANOTHERS) ? "generate" : JOB;
        return OutputFolder.claim(HADOOP, parent.resolve("out").toString(), job, fingerprint, mode, existing);
    }

    private void finish(String fingerprint) throws IOException {
        OutputFolder output = claim(fingerprint, Mode.AT_ONCE, Existing.KEEP);
        Files.writeString(inside(output, "data"), fingerprint);
        output.commit(SampleManifest.of(fingerprint));
    }

    @Test
    void aResultAppearsWholeWithItsManifest() throws IOException {
        OutputFolder output = claim(MINE, Mode.AT_ONCE, Existing.KEEP);
        Files.writeString(inside(output, "data"), "rows");
        assertThat(parent.resolve("out")).doesNotExist();
        output.commit(SampleManifest.of(MINE));
        assertThat(parent.resolve("out/data")).hasContent("rows");
        assertThat(claim(MINE, Mode.AT_ONCE, Existing.KEEP).finished()).contains(SampleManifest.of(MINE));
    }

    @Test
    void anotherRunsResultIsKeptUnlessToldOtherwise() throws IOException {
        finish(ANOTHERS);
        assertThatThrownBy(() -> claim(MINE, Mode.AT_ONCE, Existing.KEEP))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContainingAll("out", "another configuration", "--overwrite");
        assertThat(parent.resolve("out/data")).hasContent(ANOTHERS);
        assertThat(claim(MINE, Mode.AT_ONCE, Existing.OVERWRITE).finished()).isEmpty();
    }

    @Test
    void foreignFilesAreNeverDeleted() throws IOException {
        Files.createDirectories(parent.resolve("out"));
        Files.writeString(parent.resolve("out/thesis.txt"), "years of work");
        assertThatThrownBy(() -> claim(MINE, Mode.AT_ONCE, Existing.OVERWRITE))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("did not write");
        assertThat(parent.resolve("out/thesis.txt")).exists();
    }

    @Test
    void anUnfinishedResumableRunGoesOnWhereItWas() throws IOException {
        OutputFolder first = claim(MINE, Mode.RESUMABLE, Existing.KEEP);
        Files.writeString(inside(first, "step"), "7");
        OutputFolder second = claim(MINE, Mode.RESUMABLE, Existing.OVERWRITE);
        assertThat(second.finished()).isEmpty();
        assertThat(parent.resolve("out/step")).hasContent("7");
        assertThatThrownBy(() -> claim(ANOTHERS, Mode.RESUMABLE, Existing.KEEP))
                .isInstanceOf(InvalidConfigException.class);
    }

    @Test
    void anAbandonedRunLeavesNothing() throws IOException {
        claim(MINE, Mode.AT_ONCE, Existing.KEEP).abandon();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aPathThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(parent.resolve("file"), "");
        String below = parent.resolve("file/out").toString();
        assertThatThrownBy(() -> OutputFolder.claim(HADOOP, below, JOB, MINE, Mode.AT_ONCE, Existing.KEEP))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void anOldResultStandsUntilTheNewOneIsWhole() throws IOException {
        finish(ANOTHERS);
        OutputFolder output = claim(MINE, Mode.AT_ONCE, Existing.OVERWRITE);
        assertThat(parent.resolve("out/data")).hasContent(ANOTHERS);
        output.abandon();
        assertThat(parent.resolve("out/data")).hasContent(ANOTHERS);

        OutputFolder again = claim(MINE, Mode.AT_ONCE, Existing.OVERWRITE);
        Files.writeString(inside(again, "fresh"), MINE);
        again.commit(SampleManifest.of(MINE));
        assertThat(parent.resolve("out/data")).doesNotExist();
        assertThat(parent.resolve("out/fresh")).hasContent(MINE);
        assertThat(siblings()).isEmpty();
    }

    @Test
    void anotherConfigurationsUnfinishedRunIsNamedWithItsNewestCheckpoint() throws IOException {
        OutputFolder unfinished = claim(ANOTHERS, Mode.RESUMABLE, Existing.KEEP);
        Files.createDirectories(inside(unfinished, "checkpoints/step-00000090"));
        Files.createDirectories(inside(unfinished, "checkpoints/step-100000000"));
        assertThatThrownBy(() -> claim(MINE, Mode.RESUMABLE, Existing.KEEP))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContainingAll(
                        "an unfinished run of another job, generate, not test", "step-100000000", "to discard it");
        claim(MINE, Mode.RESUMABLE, Existing.OVERWRITE);
        assertThat(parent.resolve("out/checkpoints")).doesNotExist();
    }

    @Test
    void theSecondOfTwoEqualRunsAnswersWithTheResultOfTheFirst() throws IOException {
        OutputFolder first = claim(MINE, Mode.AT_ONCE, Existing.KEEP);
        OutputFolder second = claim(MINE, Mode.AT_ONCE, Existing.KEEP);
        Files.writeString(inside(first, "data"), "first");
        Files.writeString(inside(second, "data"), "second");
        Manifest published = first.commit(SampleManifest.of(MINE));
        assertThat(second.finishedByAnother()).contains(published);
        assertThat(second.commit(SampleManifest.of(MINE))).isEqualTo(published);
        assertThat(parent.resolve("out/data")).hasContent("first");
        assertThat(siblings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theSecondOfTwoDifferentRunsLoses(Existing existing) throws IOException {
        OutputFolder first = claim(MINE, Mode.AT_ONCE, existing);
        OutputFolder second = claim(ANOTHERS, Mode.AT_ONCE, existing);
        Files.writeString(inside(first, "data"), "first");
        first.commit(SampleManifest.of(MINE));
        assertThatThrownBy(() -> second.commit(SampleManifest.of(ANOTHERS)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("another run");
        assertThat(parent.resolve("out/data")).hasContent("first");
        assertThat(siblings()).isEmpty();
    }

    @Test
    void runsAtTheSameMomentNeverMix() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 30; round++) {
                List<Callable<Boolean>> runs = new ArrayList<>();
                for (int run = 0; run < 4; run++) {
                    String fingerprint = "%d of %d".formatted(run, round);
                    OutputFolder output = claim(fingerprint, Mode.AT_ONCE, Existing.OVERWRITE);
                    Files.writeString(inside(output, "data"), fingerprint);
                    Files.writeString(inside(output, "only-of-" + run), fingerprint);
                    runs.add(() -> succeeds(output, fingerprint));
                }
                int succeeded = 0;
                for (Future<Boolean> run : threads.invokeAll(runs)) {
                    succeeded += run.get() ? 1 : 0;
                }
                // One run gets the earlier result out of the way; the others find that it has changed.
                assertThat(succeeded).isOne();
                Manifest published =
                        Manifest.read(HADOOP, hadoop(parent.resolve("out"))).orElseThrow();
                assertThat(published.fingerprint()).endsWith(" of " + round);
                assertThat(parent.resolve("out/data")).hasContent(published.fingerprint());
                try (Stream<Path> files = Files.list(parent.resolve("out"))) {
                    assertThat(files.filter(
                                    file -> file.getFileName().toString().startsWith("only-of-")))
                            .hasSize(1);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** What a run that comes late does to a result between its rename and its manifest. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aResultThatALateRunMovesAwayIsPublishedNevertheless(boolean isPutBack) throws Exception {
        finish(ANOTHERS);
        Path out = parent.resolve("out");
        Path away = parent.resolve(".out.%s.replaced".formatted(UUID.randomUUID()));
        var disturbed = new Configuration();
        disturbed.setClass("fs.file.impl", DisturbedAtTheManifest.class, FileSystem.class);
        disturbed.setBoolean("fs.file.impl.disable.cache", true);
        OutputFolder output =
                OutputFolder.claim(disturbed, out.toString(), JOB, MINE, Mode.AT_ONCE, Existing.OVERWRITE);
        Files.writeString(inside(output, "data"), MINE);
        DisturbedAtTheManifest.next = () -> {
            assertThat(out.toFile().renameTo(away.toFile())).isTrue();
            if (isPutBack) {
                CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS)
                        .execute(() -> away.toFile().renameTo(out.toFile()));
            }
        };
        assertThat(output.commit(SampleManifest.of(MINE))).isEqualTo(SampleManifest.of(MINE));
        assertThat(out.resolve("data")).hasContent(MINE);
        assertThat(claim(MINE, Mode.AT_ONCE, Existing.KEEP).finished()).contains(SampleManifest.of(MINE));
        assertThat(siblings()).isEmpty();
    }

    /** Lets something happen just before the manifest gets its name. Public because Hadoop creates it by name. */
    public static final class DisturbedAtTheManifest extends LocalFileSystem {
        private static Runnable next = () -> {};

        @Override
        public File pathToFile(org.apache.hadoop.fs.Path path) {
            if (path.getName().equals(Manifest.FILE)) {
                Runnable now = next;
                next = () -> {};
                now.run();
            }
            return super.pathToFile(path);
        }
    }

    private static boolean succeeds(OutputFolder output, String fingerprint) throws IOException {
        try {
            output.commit(SampleManifest.of(fingerprint));
            return true;
        } catch (InvalidConfigException lost) {
            return false;
        }
    }

    @Test
    void aResumableRunThatWasTakenOverDoesNotEnd() throws IOException {
        OutputFolder first = claim(MINE, Mode.RESUMABLE, Existing.KEEP);
        OutputFolder second = claim(MINE, Mode.RESUMABLE, Existing.KEEP);
        assertThatThrownBy(() -> first.commit(SampleManifest.of(MINE)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("taken over");
        first.abandon();
        assertThat(second.commit(SampleManifest.of(MINE))).isEqualTo(SampleManifest.of(MINE));
        assertThat(first.commit(SampleManifest.of(MINE))).isEqualTo(SampleManifest.of(MINE));
    }

    @Test
    void filesThatAppearWhileARunWorksAreKept() throws IOException {
        OutputFolder output = claim(MINE, Mode.AT_ONCE, Existing.OVERWRITE);
        Files.createDirectories(parent.resolve("out"));
        Files.writeString(parent.resolve("out/manifest.json"), "{\"name\": \"of a web page\"}");
        assertThatThrownBy(() -> output.commit(SampleManifest.of(MINE))).isInstanceOf(InvalidConfigException.class);
        assertThat(parent.resolve("out/manifest.json")).content().contains("web page");
    }

    @Test
    void aRunKilledBeforeItsManifestStandsIsDoneAnew() throws IOException {
        var killing = new Configuration();
        killing.setClass("fs.file.impl", KilledAtTheManifest.class, FileSystem.class);
        killing.setBoolean("fs.file.impl.disable.cache", true);
        String path = parent.resolve("out").toString();
        OutputFolder killed = OutputFolder.claim(killing, path, JOB, MINE, Mode.AT_ONCE, Existing.KEEP);
        Files.writeString(inside(killed, "data"), "half");
        assertThatThrownBy(() -> killed.commit(SampleManifest.of(MINE))).hasMessageContaining("killed");
        assertThat(parent.resolve("out/data")).hasContent("half");
        assertThat(Manifest.read(HADOOP, hadoop(parent.resolve("out")))).isEmpty();

        assertThat(claim(MINE, Mode.AT_ONCE, Existing.KEEP).finished()).isEmpty();
        finish(MINE);
        assertThat(parent.resolve("out/data")).hasContent(MINE);
        assertThat(claim(MINE, Mode.AT_ONCE, Existing.KEEP).finished()).contains(SampleManifest.of(MINE));
        try (Stream<Path> files = Files.list(parent.resolve("out"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> !name.endsWith(".crc"))
                    .containsExactlyInAnyOrder("data", "manifest.json", "_run.fingerprint");
        }
    }

    /** Fails once the folder has its name but no manifest yet. Public because Hadoop creates it by name. */
    public static final class KilledAtTheManifest extends LocalFileSystem {
        @Override
        public File pathToFile(org.apache.hadoop.fs.Path path) {
            if (path.getName().equals(Manifest.FILE)) {
                throw new IllegalStateException("killed");
            }
            return super.pathToFile(path);
        }
    }

    @Test
    void foldersOfKilledRunsGoWhenTheirResultIsThereOrAfterADay() throws IOException {
        claim(MINE, Mode.AT_ONCE, Existing.KEEP);
        OutputFolder others = claim(ANOTHERS, Mode.AT_ONCE, Existing.KEEP);
        Files.createDirectories(parent.resolve(".out.notes.partial"));
        finish(MINE);
        assertThat(siblings()).hasSize(2).contains(".out.notes.partial");

        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
        try (Stream<Path> files = Files.walk(parent)) {
            for (Path file : files.filter(file -> !file.equals(parent)).toList()) {
                Files.setLastModifiedTime(file, longAgo);
            }
        }
        claim("c".repeat(64), Mode.AT_ONCE, Existing.OVERWRITE).abandon();
        assertThat(siblings()).containsExactly(".out.notes.partial");
        assertThatThrownBy(() -> others.commit(SampleManifest.of(ANOTHERS))).isInstanceOf(InvalidConfigException.class);
        assertThat(parent.resolve("out/data")).hasContent(MINE);
    }

    private static Path inside(OutputFolder output, String name) {
        return Path.of(output.working().toUri().getPath(), name);
    }

    private static org.apache.hadoop.fs.Path hadoop(Path path) {
        return new org.apache.hadoop.fs.Path(path.toUri());
    }

    /** Lists the hidden files beside the output. */
    private List<String> siblings() throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("."))
                    .toList();
        }
    }
}
