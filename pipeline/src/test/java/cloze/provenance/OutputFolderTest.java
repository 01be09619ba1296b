package cloze.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.InvalidConfigException;
import cloze.provenance.OutputFolder.Existing;
import cloze.provenance.OutputFolder.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    private static final Configuration HADOOP = new Configuration();
    private static final String MINE = "a".repeat(64);
    private static final String ANOTHERS = "b".repeat(64);

    @TempDir
    Path parent;

    private OutputFolder claim(String fingerprint, Mode mode, Existing existing) {
        return OutputFolder.claim(HADOOP, parent.resolve("out").toString(), fingerprint, mode, existing);
    }

    private static Manifest manifest(String fingerprint) {
        return new Manifest(
                "test",
                fingerprint,
                new CodeVersion("1", "abc"),
                Map.of(),
                Manifest.json(Map.of()),
                List.of("in"),
                Map.of("rows", 3L),
                List.of("three rows"),
                "2026-01-01T00:00:00Z",
                1.5);
    }

    private void finish(String fingerprint) throws IOException {
        OutputFolder output = claim(fingerprint, Mode.AT_ONCE, Existing.KEEP);
        Files.writeString(Path.of(output.working().toUri().getPath(), "data"), fingerprint);
        output.commit(manifest(fingerprint));
    }

    @Test
    void aResultAppearsWholeWithItsManifest() throws IOException {
        OutputFolder output = claim(MINE, Mode.AT_ONCE, Existing.KEEP);
        Files.writeString(Path.of(output.working().toUri().getPath(), "data"), "rows");
        assertThat(parent.resolve("out")).doesNotExist();
        output.commit(manifest(MINE));
        assertThat(parent.resolve("out/data")).hasContent("rows");
        assertThat(claim(MINE, Mode.AT_ONCE, Existing.KEEP).finished()).contains(manifest(MINE));
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
        Files.writeString(Path.of(first.working().toUri().getPath(), "step"), "7");
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
        assertThatThrownBy(() -> OutputFolder.claim(HADOOP, below, MINE, Mode.AT_ONCE, Existing.KEEP))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("cannot be written");
    }
}
