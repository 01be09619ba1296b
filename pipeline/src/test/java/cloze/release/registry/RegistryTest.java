package cloze.release.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.error.RegistryInUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RegistryTest {
    private static final Duration TERM = Duration.ofMinutes(10);

    @TempDir
    Path parent;

    private final SettableClock clock = new SettableClock();
    private RegistryFiles files;
    private Registry registry;

    @BeforeEach
    void open() throws IOException {
        files = RegistryFiles.on(path("registry").getFileSystem(new Configuration()));
        registry = with(moves -> moves);
    }

    private Registry with(UnaryOperator<AtomicMoves> moves) {
        return new Registry(new RegistryFiles(files.files(), moves.apply(files.moves())), path("registry"), clock);
    }

    private org.apache.hadoop.fs.Path path(String name) {
        return new org.apache.hadoop.fs.Path(parent.resolve(name).toUri());
    }

    private org.apache.hadoop.fs.Path model(String name) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(name));
        Files.writeString(folder.resolve("config.json"), name);
        return path(name);
    }

    private Version published(Lease lease, String run) throws IOException {
        return registry.publish(lease, run, model("model-of-" + run));
    }

    @Test
    void aRegistryThatIsNotThereIsEmpty() throws IOException {
        assertThat(registry.champion()).isEmpty();
        assertThat(registry.versions()).isEmpty();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aRunPublishesOneVersionHoweverOftenItTries() throws IOException {
        try (Lease lease = registry.acquire(TERM)) {
            Version first = published(lease, "monday");
            Version second = published(lease, "tuesday");
            assertThat(published(lease, "monday")).isEqualTo(first);
            assertThat(registry.versions()).containsExactly(first, second);
            assertThat(second.number()).isEqualTo(2);
            assertThat(registry.versionOf("tuesday")).contains(second);
            assertThat(registry.versionOf("sunday")).isEmpty();
            assertThat(parent.resolve("registry/versions/2/config.json")).hasContent("model-of-tuesday");
            assertThat(parent.resolve("model-of-tuesday")).doesNotExist();
        }
    }

    @Test
    void aVersionIsNotChampionUntilItIsPromoted() throws IOException {
        try (Lease lease = registry.acquire(TERM)) {
            Version first = published(lease, "monday");
            assertThat(registry.champion()).isEmpty();
            registry.promote(lease, first);
            registry.promote(lease, first);
            assertThat(registry.champion()).contains(first);
            assertThat(registry.predecessor(first)).isEmpty();
            assertThat(parent.resolve("registry/champion")).hasContent("1");
        }
    }

    @Test
    void rollingBackGoesFromChampionToChampionAndPassesOverWhatWasNone() throws IOException {
        try (Lease lease = registry.acquire(TERM)) {
            Version first = published(lease, "monday");
            Version kept = published(lease, "tuesday");
            Version third = published(lease, "wednesday");
            registry.promote(lease, first);
            registry.promote(lease, third);
            assertThat(registry.rollBack(lease)).isEqualTo(first).isNotEqualTo(kept);
            assertThat(registry.champion()).contains(first);
            assertThatThrownBy(() -> registry.rollBack(lease))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("version 1 was the first champion");

            Version fourth = published(lease, "thursday");
            registry.promote(lease, fourth);
            assertThat(registry.rollBack(lease)).isEqualTo(first);
        }
    }

    @Test
    void pruningLeavesTheNewestAndTheChampionAndItsPredecessor() throws IOException {
        try (Lease lease = registry.acquire(TERM)) {
            List<Version> versions = new ArrayList<>();
            for (int day = 1; day <= 6; day++) {
                versions.add(published(lease, "day-" + day));
            }
            registry.promote(lease, versions.get(1));
            registry.promote(lease, versions.get(3));
            List<Version> removed = registry.prune(lease, 1);
            assertThat(removed).containsExactly(versions.get(0), versions.get(2), versions.get(4));
            assertThat(registry.versions()).containsExactly(versions.get(1), versions.get(3), versions.get(5));
            assertThat(registry.prune(lease, 1)).isEmpty();
            assertThat(published(lease, "day-7").number()).isEqualTo(7);
        }
    }

    @Test
    void goingBackToAVersionThatWasRemovedIsRefusedByName() throws IOException {
        try (Lease lease = registry.acquire(TERM)) {
            List<Version> versions = new ArrayList<>();
            for (int day = 1; day <= 3; day++) {
                versions.add(published(lease, "day-" + day));
                registry.promote(lease, versions.get(day - 1));
            }
            registry.prune(lease, 1);
            registry.rollBack(lease);
            assertThatThrownBy(() -> registry.rollBack(lease))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContainingAll("version 1", "version 2", "[version 2, version 3]", "keep-versions");
            assertThat(registry.champion()).contains(versions.get(1));
        }
    }

    @Test
    void aChampionThatIsNoneIsReported() throws IOException {
        try (Lease lease = registry.acquire(TERM)) {
            registry.promote(lease, published(lease, "monday"));
        }
        Files.writeString(parent.resolve("registry/champion"), "7\n");
        assertThatThrownBy(() -> registry.champion())
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContainingAll("registry/champion", "found 7", "[version 1]");
        Files.writeString(parent.resolve("registry/champion"), "the best\n");
        assertThatThrownBy(() -> registry.champion())
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("found \"the best\"");
    }

    @Test
    void readersFindTheOldChampionOrTheNewOne() throws Exception {
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try (Lease lease = registry.acquire(TERM)) {
            Version first = published(lease, "monday");
            Version second = published(lease, "tuesday");
            registry.promote(lease, first);
            var over = new AtomicBoolean();
            Future<Integer> reads = reader.submit(() -> {
                int found = 0;
                while (!over.get()) {
                    assertThat(registry.champion().orElseThrow()).isIn(first, second);
                    found++;
                }
                return found;
            });
            for (int i = 0; i < 25; i++) {
                registry.promote(lease, second);
                registry.promote(lease, first);
            }
            over.set(true);
            assertThat(reads.get()).isPositive();
        } finally {
            reader.shutdownNow();
        }
    }

    @Test
    void whatHasItsPlaceStaysThere() throws IOException {
        try (Lease lease = registry.acquire(TERM)) {
            registry.place(lease, model("prepared"), registry.data(1));
            registry.place(lease, model("prepared-again"), registry.data(1));
            assertThat(parent.resolve("registry/data/1/config.json")).hasContent("prepared");
            assertThat(parent.resolve("prepared")).doesNotExist();
        }
    }

    @Test
    void aRunWhoseLeaseWasTakenChangesNothing() throws IOException {
        var sleepy = new SleepyMoves(files.moves());
        Registry slow = with(moves -> sleepy);
        try (Lease asleep = slow.acquire(TERM)) {
            Version first = published(asleep, "monday");
            Version second = published(asleep, "tuesday");
            slow.promote(asleep, first);
            slow.promote(asleep, second);
            org.apache.hadoop.fs.Path third = model("third");
            List<Lease> taken = new ArrayList<>();
            // After the renewal and the first of two renames.
            sleepy.sleepAfter(2, () -> {
                clock.pass(TERM);
                taken.add(registry.acquire(TERM));
            });
            assertThatThrownBy(() -> slow.publish(asleep, "wednesday", third))
                    .isInstanceOf(RegistryInUseException.class);
            assertThatThrownBy(() -> slow.promote(asleep, first)).isInstanceOf(RegistryInUseException.class);
            assertThatThrownBy(() -> slow.rollBack(asleep)).isInstanceOf(RegistryInUseException.class);
            assertThatThrownBy(() -> slow.place(asleep, model("data"), slow.data(2)))
                    .isInstanceOf(RegistryInUseException.class);
            assertThat(registry.champion()).contains(second);
            assertThat(registry.versions()).containsExactly(first, second);
            assertThat(parent.resolve("registry/data")).doesNotExist();
            taken.get(0).close();
        }
    }
}
