package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.error.InvalidConfigException;
import cloze.provenance.CodeVersion;
import cloze.provenance.Manifest;
import cloze.provenance.OutputFolder;
import cloze.table.TextFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An output on a real S3 server, whose job is killed before every call of Hadoop's S3 client. */
@Tag("s3")
@Tag("slow")
class OutputOnS3Test {
    private static final String BUCKET = "cloze-outputs";
    private static final String PROCESS = "output";
    private static final List<String> FILES = List.of("vocab.txt", "train/part-0", "train/part-1");

    private Configuration hadoop;
    private int left = Integer.MAX_VALUE;

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static SmallS3 server;

    @BeforeAll
    static void start() throws Exception {
        server = SmallS3.running();
        server.makeBucket(BUCKET);
    }

    @BeforeEach
    void open() {
        // One client for all runs, as Hadoop keeps one per process.
        hadoop = SteppedS3.process(server.configuration(), PROCESS, call -> {
            if (left-- <= 0) {
                throw new Killed();
            }
        });
        hadoop.setBoolean("fs.s3a.impl.disable.cache", false);
    }

    private static Manifest manifest(String fingerprint) {
        return new Manifest(
                "prepare",
                fingerprint,
                CodeVersion.current(),
                Map.of(),
                Manifest.json(Map.of()),
                List.of(),
                Map.of(),
                List.of(),
                "2026-11-30T00:00:00Z",
                1);
    }

    private void run(Path output, String fingerprint, OutputFolder.Existing existing) throws Exception {
        OutputFolder claimed = OutputFolder.claim(
                hadoop, output.toString(), "prepare", fingerprint, OutputFolder.Mode.AT_ONCE, existing);
        if (claimed.finished().isPresent()) {
            return;
        }
        for (String file : FILES) {
            TextFile.write(hadoop, new Path(claimed.working(), file), file + " of " + fingerprint);
        }
        claimed.commit(manifest(fingerprint));
    }

    private boolean isKilled(int calls, Path output, String fingerprint) throws Exception {
        left = calls;
        try {
            run(output, fingerprint, OutputFolder.Existing.OVERWRITE);
            return false;
        } catch (Killed e) {
            return true;
        } finally {
            left = Integer.MAX_VALUE;
        }
    }

    private void requireWhole(Path output) {
        Optional<Manifest> manifest = Manifest.read(hadoop, output);
        for (String file : manifest.isPresent() ? FILES : List.<String>of()) {
            assertThat(TextFile.read(hadoop, new Path(output, file)))
                    .isEqualTo(file + " of " + manifest.get().fingerprint());
        }
    }

    @Test
    void aKilledJobLeavesNothingThatPassesForComplete() throws Exception {
        int calls = 0;
        for (boolean isKilled = true; isKilled; calls++) {
            var output = new Path("s3a://%s/new-%d".formatted(BUCKET, calls));
            isKilled = isKilled(calls, output, "first");
            requireWhole(output);
            run(output, "first", OutputFolder.Existing.KEEP);
            assertThat(Manifest.read(hadoop, output)).isPresent();
            requireWhole(output);
        }
        assertThat(calls).isGreaterThan(20);
    }

    @Test
    void aJobThatIsKilledWhileItReplacesAResultLeavesTheOldOneOrNone() throws Exception {
        int calls = 0;
        for (boolean isKilled = true; isKilled; calls += 5) {
            var output = new Path("s3a://%s/old-%d".formatted(BUCKET, calls));
            run(output, "before", OutputFolder.Existing.KEEP);
            isKilled = isKilled(calls, output, "after");
            requireWhole(output);
            try {
                run(output, "after", OutputFolder.Existing.KEEP);
            } catch (InvalidConfigException e) {
                assertThat(Manifest.read(hadoop, output))
                        .map(Manifest::fingerprint)
                        .contains("before");
                run(output, "after", OutputFolder.Existing.OVERWRITE);
            }
            assertThat(Manifest.read(hadoop, output)).map(Manifest::fingerprint).contains("after");
            requireWhole(output);
        }
        assertThat(calls).isGreaterThan(20);
    }
}
