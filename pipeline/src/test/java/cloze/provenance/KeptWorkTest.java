package cloze.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.provenance.OutputFolder.Existing;
import cloze.provenance.OutputFolder.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptWorkTest {
    private static final Configuration HADOOP = new Configuration();
    private static final String MINE = "a".repeat(64);
    private static final String ANOTHERS = "b".repeat(64);

    @TempDir
    Path parent;

    private OutputFolder claim(String fingerprint) {
        return OutputFolder.claim(
                HADOOP, parent.resolve("out").toString(), "test", fingerprint, Mode.AT_ONCE, Existing.OVERWRITE);
    }

    private OutputFolder worked(String fingerprint) throws IOException {
        OutputFolder output = claim(fingerprint);
        Files.writeString(Path.of(output.working().toUri().getPath(), "data"), fingerprint);
        return output;
    }

    private List<String> names() throws IOException {
        try (var entries = Files.list(parent)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void ofTwoRunsThatWantItOneGetsIt() throws IOException {
        worked(MINE).keep(SampleManifest.of(MINE));
        OutputFolder first = claim(MINE);
        OutputFolder second = claim(MINE);
        KeptWork work = first.kept().orElseThrow();
        assertThat(second.kept()).contains(work);
        assertThat(work.manifest()).isEqualTo(SampleManifest.of(MINE));
        assertThat(first.adopt(work)).isTrue();
        assertThat(second.adopt(work)).isFalse();
        assertThat(first.commit(SampleManifest.of(MINE))).isEqualTo(SampleManifest.of(MINE));
        assertThat(parent.resolve("out/data")).hasContent(MINE);
        assertThat(second.commit(SampleManifest.of(MINE))).isEqualTo(SampleManifest.of(MINE));
        assertThat(names()).containsExactly("out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run-2024-01-01T00:00", "p[1]", "a:b", "#%20 ü"})
    void theOutputMayHaveAnyName(String name) throws IOException {
        String path = parent.resolve(name).toString();
        for (int run = 1; run <= 2; run++) {
            OutputFolder refused = OutputFolder.claim(HADOOP, path, "test", MINE + run, Mode.AT_ONCE, Existing.KEEP);
            refused.keep(SampleManifest.of(MINE + run));
        }
        assertThat(names()).containsExactly(name + ".rejected-2");

        OutputFolder relaxed = OutputFolder.claim(HADOOP, path, "test", MINE + 2, Mode.AT_ONCE, Existing.KEEP);
        assertThat(relaxed.adopt(relaxed.kept().orElseThrow())).isTrue();
        relaxed.commit(SampleManifest.of(MINE + 2));
        assertThat(names()).containsExactly(name);
    }

    @Test
    void runsThatAreRefusedAtTheSameTimeBothKeepTheirWork() throws IOException {
        OutputFolder first = worked(MINE);
        OutputFolder second = worked(ANOTHERS);
        first.keep(SampleManifest.of(MINE));
        second.keep(SampleManifest.of(ANOTHERS));
        assertThat(names()).containsExactly("out.rejected", "out.rejected-2");
        assertThat(claim(MINE).kept()).isPresent();
        assertThat(claim(ANOTHERS).kept()).isPresent();
    }

    @Test
    void aLaterResultReplacesIt() throws IOException {
        worked(MINE).keep(SampleManifest.of(MINE));
        OutputFolder later = worked(ANOTHERS);
        assertThat(later.kept()).isEmpty();
        later.commit(SampleManifest.of(ANOTHERS));
        assertThat(names()).containsExactly("out");
    }

    @Test
    void aPublishedResultOfThatNameIsNotTakenForIt() throws IOException {
        String name = parent.resolve("out.rejected").toString();
        OutputFolder published = OutputFolder.claim(HADOOP, name, "test", MINE, Mode.AT_ONCE, Existing.KEEP);
        published.commit(SampleManifest.of(MINE));
        assertThat(claim(MINE).kept()).isEmpty();
        worked(ANOTHERS).commit(SampleManifest.of(ANOTHERS));
        assertThat(parent.resolve("out.rejected/manifest.json")).exists();
    }
}
