package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run of retraining whose process is asked to end, as schedulers do. */
@Tag("spark")
@Tag("slow")
@Timeout(600)
class ReleasedLeaseTest {
    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path folder;

    @Test
    void aProcessThatIsAskedToEndReleasesItsLease() throws IOException, InterruptedException {
        var nights = Nights.begin(folder);
        String corpus = nights.corpus().toString();
        String registry = nights.registry().toString();
        String[] arguments = Nights.arguments(corpus, registry, "retrain.lease=1 hour");
        Path prepared = nights.registry().resolve("work");

        try (var run =
                OwnJvm.job(folder.resolve("log"), Map.of("spark.master", "local[2]"), new RetrainJob(), arguments)) {
            run.await(() -> Files.exists(prepared));
            run.process().destroy();
            assertThat(run.process().waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(run.process().exitValue()).isEqualTo(TERMINATED);
        }

        assertThat(nights.succeed("retrain.lease=1 hour")).startsWith("promoted");
        assertThat(nights.runs("outcome")).containsExactly("promoted");
    }
}
