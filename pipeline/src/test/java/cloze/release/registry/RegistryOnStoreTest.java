package cloze.release.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.RegistryInUseException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RegistryOnStoreTest {
    private static final Duration TERM = Duration.ofMinutes(10);
    private static final Path FOLDER = new Path(ObjectStore.BUCKET, "registry");
    private static final int KEPT = 5;
    private static final List<String> FILES = List.of("config.json", "tables/evaluation.csv");

    private final SettableClock clock = new SettableClock();
    private final ObjectStore store = ObjectStore.empty();
    private final Registry registry = registry(store);

    private Registry registry(ObjectStore client) {
        return new Registry(RecordedStorage.of(client, FOLDER), FOLDER, clock);
    }

    private Path model(String run) throws IOException {
        var folder = new Path(ObjectStore.BUCKET, "work/" + run + "/model");
        for (String file : FILES) {
            new StoreFiles(store).put(new Path(folder, file), file + " of " + run);
        }
        return folder;
    }

    /** What a night does with its model. */
    private void publish(Registry opened, String run, Path model) throws IOException {
        try (Lease lease = opened.acquire(TERM)) {
            Version version = opened.publish(lease, run, model);
            opened.place(lease, model, opened.data(version.number()));
            opened.promote(lease, version);
            opened.prune(lease, KEPT);
        }
    }

    private String text(String name) {
        return store.contents().get(new Path(FOLDER, name).toUri().getPath());
    }

    private void requireWhole(Version version) {
        for (String folder : List.of("versions/", "data/")) {
            for (String file : FILES) {
                assertThat(text(folder + version.number() + "/" + file)).isEqualTo(file + " of " + version.run());
            }
        }
    }

    @Test
    void nightsFollowEachOther() throws IOException {
        for (String run : List.of("monday", "tuesday", "wednesday", "thursday")) {
            publish(registry, run, model(run));
        }
        Version champion = registry.champion().orElseThrow();
        assertThat(champion.run()).isEqualTo("thursday");
        registry.versions().forEach(this::requireWhole);
        assertThat(text("champion")).isEqualTo("4\n");
        try (Lease lease = registry.acquire(TERM)) {
            assertThat(registry.prune(lease, 1)).extracting(Version::number).containsExactly(1, 2);
            assertThat(registry.rollBack(lease).number()).isEqualTo(3);
            assertThatThrownBy(() -> registry.acquire(TERM)).isInstanceOf(RegistryInUseException.class);
        }
        assertThat(text("champion")).isEqualTo("3\n");
        assertThat(text("versions/1/config.json")).isNull();
        assertThat(registry.versions()).extracting(Version::number).containsExactly(3, 4);
    }

    @Test
    void aRegistryThatWasCopiedHereGoesOn() throws IOException {
        var files = new StoreFiles(store);
        for (int number = 1; number <= 3; number++) {
            files.put(new Path(FOLDER, "versions/%d/config.json".formatted(number)), "{}");
        }
        for (int number = 1; number <= 2; number++) {
            files.put(
                    new Path(FOLDER, "versions/%d/version.json".formatted(number)),
                    "{\"run\": \"r%d\"}".formatted(number));
        }
        files.put(new Path(FOLDER, "versions/2/predecessor"), "1\n");
        files.put(new Path(FOLDER, "champion"), "2\n");
        assertThat(registry.versions()).extracting(Version::run).containsExactly("r1", "r2");
        publish(registry, "monday", model("monday"));
        Version champion = registry.champion().orElseThrow();
        assertThat(champion.number()).as("3 was never complete").isEqualTo(4);
        assertThat(registry.predecessor(champion)).map(Version::number).contains(2);
        try (Lease lease = registry.acquire(TERM)) {
            assertThat(registry.rollBack(lease).number()).isEqualTo(2);
            assertThat(registry.rollBack(lease).number()).isEqualTo(1);
        }
    }

    /** After a kill anywhere, the registry is whole, and the next night completes the work. */
    @Test
    void aRunMayBeKilledAtAnyRequest() throws IOException {
        publish(registry, "monday", model("monday"));
        int requests = requestsOf("tuesday");
        for (int kill = 0; kill < requests; kill++) {
            String run = "night-" + kill;
            Path model = model(run);
            Optional<Version> before = registry.champion();
            var left = new int[] {kill};
            Registry dying = registry(store.client(what -> {
                if (left[0]-- <= 0) {
                    throw new Killed();
                }
            }));
            assertThatThrownBy(() -> publish(dying, run, model))
                    .as("killed at request %d", kill)
                    .satisfiesAnyOf(
                            thrown -> assertThat(thrown).isInstanceOf(Killed.class),
                            thrown -> assertThat(thrown).hasRootCauseInstanceOf(Killed.class));
            Version now = registry.champion().orElseThrow();
            assertThat(now.run()).isIn(before.orElseThrow().run(), run);
            requireWhole(now);
            clock.pass(TERM);
            publish(registry, run, model);
            Version champion = registry.champion().orElseThrow();
            assertThat(champion.run()).isEqualTo(run);
            requireWhole(champion);
            assertThat(registry.versions().stream()
                            .filter(version -> version.run().equals(run)))
                    .hasSize(1);
            assertThat(text("champion")).isEqualTo(champion.number() + "\n");
        }
        assertThat(requests).isGreaterThan(60);
    }

    private int requestsOf(String run) throws IOException {
        var counted = new int[1];
        publish(registry(store.client(what -> counted[0]++)), run, model(run));
        return counted[0];
    }

    /** It wakes up after two others have published; its own work changes nothing, and no version is mixed of two. */
    @Test
    void aRunMayStallAtAnyRequest() throws IOException {
        publish(registry, "monday", model("monday"));
        int requests = requestsOf("tuesday");
        for (int stall = 0; stall < requests; stall++) {
            String run = "night-" + stall;
            Path model = model(run);
            List<Version> others = new ArrayList<>();
            var left = new int[] {stall};
            Registry sleepy = registry(store.client(what -> {
                if (left[0]-- == 0) {
                    others.addAll(twoOthers(run));
                }
            }));
            boolean isDone = isDone(sleepy, run, model);
            assertThat(others).as("stalled at request %d", stall).hasSize(2);
            Version champion = registry.champion().orElseThrow();
            List<Version> versions = registry.versions();
            assertThat(champion).isEqualTo(versions.get(versions.size() - 1));
            assertThat(isDone || champion.equals(others.get(1))).isTrue();
            assertThat(versions).containsAll(others);
            for (Version version : registry.versions()) {
                requireWhole(version, others);
            }
            Map<String, Long> runs = new TreeMap<>();
            registry.versions().forEach(version -> runs.merge(version.run(), 1L, Long::sum));
            assertThat(runs.values()).containsOnly(1L);
            clock.pass(TERM);
        }
    }

    private void requireWhole(Version version, List<Version> others) {
        for (String file : FILES) {
            assertThat(text("versions/%d/%s".formatted(version.number(), file)))
                    .as("%s, while %s were published", version, others)
                    .isEqualTo(file + " of " + version.run());
        }
    }

    private boolean isDone(Registry sleepy, String run, Path model) throws IOException {
        try {
            publish(sleepy, run, model);
            return true;
        } catch (RegistryInUseException e) {
            return false;
        }
    }

    private List<Version> twoOthers(String run) throws IOException {
        List<Version> made = new ArrayList<>();
        for (String other : List.of("-then", "-after")) {
            clock.pass(TERM);
            publish(registry, run + other, model(run + other));
            made.add(registry.champion().orElseThrow());
        }
        clock.pass(TERM);
        return made;
    }
}
