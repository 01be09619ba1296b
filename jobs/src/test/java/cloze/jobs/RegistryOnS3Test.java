package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.error.RegistryInUseException;
import cloze.release.registry.Lease;
import cloze.release.registry.Registry;
import cloze.release.registry.Version;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The registry on a real S3 server, through Hadoop's S3 client: each process has one of its own. */
@Tag("s3")
@Tag("slow")
class RegistryOnS3Test {
    private static final Duration TERM = Duration.ofMinutes(10);

    /** How often two processes start at the same moment: -Dcloze.races=200 for the proof, fewer for each build. */
    private static final int RACES = Integer.getInteger("cloze.races", 20);

    /** Every so many calls a process is killed or stopped; RegistryOnStoreTest does it at each, in memory. */
    private static final int STRIDE = Integer.getInteger("cloze.stride", 9);

    private static final int KEPT = 3;
    private static final List<String> FILES = List.of("config.json", "tables/evaluation.csv");

    private static SmallS3 server;
    private static FileSystem files;

    @BeforeAll
    static void start() throws Exception {
        server = SmallS3.running();
        files = new Path(SmallS3.address("/")).getFileSystem(server.configuration());
    }

    private static Registry registry(Configuration hadoop, String name, Clock clock) throws IOException {
        return Registry.open(hadoop, SmallS3.address("/" + name), clock);
    }

    private static Clock later(int terms) {
        return Clock.offset(Clock.systemUTC(), TERM.multipliedBy(terms));
    }

    private static Path model(String run) throws IOException {
        var made = new Path(SmallS3.address("/work/" + run + "/model"));
        for (String file : FILES) {
            try (OutputStream out = files.create(new Path(made, file))) {
                out.write(content(file, run));
            }
        }
        return made;
    }

    private static byte[] content(String file, String run) {
        return "%s of %s".formatted(file, run).getBytes(StandardCharsets.UTF_8);
    }

    private static Version publish(Registry opened, String run, Path model) throws IOException {
        try (Lease lease = opened.acquire(TERM)) {
            Version version = opened.publish(lease, run, model);
            opened.promote(lease, version);
            opened.prune(lease, KEPT);
            return version;
        }
    }

    private static void requireWhole(Version version) throws IOException {
        for (String file : FILES) {
            try (var in = files.open(new Path(version.folder(), file))) {
                assertThat(in.readAllBytes()).as(version.toString()).isEqualTo(content(file, version.run()));
            }
        }
    }

    /** A retrain of one process: it keeps its run until that is published. */
    private static final class Contender {
        private final Registry registry;
        private final String name;
        private int done;

        Contender(String name) throws IOException {
            this.name = name;
            this.registry =
                    registry(SteppedS3.process(server.configuration(), name, call -> {}), "races", Clock.systemUTC());
        }

        private String run() {
            return name + "-" + done;
        }

        /** Publishes the run, unless the other process holds the registry. */
        Stream<Version> race(CyclicBarrier start) throws Exception {
            Path model = model(run());
            start.await();
            try {
                Version version = publish(registry, run(), model);
                done++;
                return Stream.of(version);
            } catch (RegistryInUseException e) {
                return Stream.empty();
            }
        }
    }

    @Test
    void twoThatStartAtTheSameMomentNeverMakeTwoChampionsAndLoseNoRun() throws Exception {
        var start = new CyclicBarrier(2);
        List<Contender> contenders = List.of(new Contender("one"), new Contender("other"));
        Registry reader = registry(server.configuration(), "races", Clock.systemUTC());
        List<Version> made = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int race = 0; race < RACES; race++) {
                List<Callable<Stream<Version>>> both = new ArrayList<>();
                contenders.forEach(contender -> both.add(() -> contender.race(start)));
                List<Version> won = new ArrayList<>();
                for (Future<Stream<Version>> end : threads.invokeAll(both)) {
                    end.get().forEach(won::add);
                }
                // Both, if the first was done before the other began.
                assertThat(won).as("race %d", race).isNotEmpty();
                made.addAll(won);
                Version champion = reader.champion().orElseThrow();
                assertThat(champion.number()).isEqualTo(made.size());
                assertThat(won).contains(champion);
                requireWhole(champion);
            }
        } finally {
            threads.shutdownNow();
        }
        var runs = new TreeMap<Integer, String>();
        made.forEach(version -> runs.put(version.number(), version.run()));
        assertThat(runs).as("each number is one run's").hasSize(made.size());
        Set<String> published = Set.copyOf(runs.values());
        assertThat(published).as("each run has one number").hasSize(made.size());
        for (Contender contender : contenders) {
            assertThat(published.stream()
                            .filter(run -> run.startsWith(contender.name + "-"))
                            .collect(Collectors.toSet()))
                    .hasSize(contender.done);
        }
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aRunMayBeKilledAtAnyCall() throws IOException {
        publish(registry(server.configuration(), "kills", Clock.systemUTC()), "monday", model("monday"));
        int terms = 0;
        boolean isKilled = true;
        for (int kill = 1; isKilled; kill += STRIDE) {
            String run = "kill-" + kill;
            Path model = model(run);
            var left = new int[] {kill};
            Configuration dying = SteppedS3.process(server.configuration(), run, call -> {
                if (left[0]-- <= 0) {
                    throw new Killed();
                }
            });
            terms += 2;
            isKilled = isKilled(registry(dying, "kills", later(terms)), run, model);
            Registry next = registry(server.configuration(), "kills", later(terms + 2));
            requireWhole(next.champion().orElseThrow());
            Version version = publish(next, run, model);
            assertThat(next.champion()).contains(version);
            requireWhole(version);
            assertThat(next.versions().stream().filter(made -> made.run().equals(run)))
                    .hasSize(1);
        }
        assertThat(terms).isGreaterThan(6);
    }

    private static boolean isKilled(Registry dying, String run, Path model) throws IOException {
        try {
            publish(dying, run, model);
            return false;
        } catch (Killed e) {
            return true;
        } catch (IOException e) {
            assertThat(e).hasRootCauseInstanceOf(Killed.class);
            return true;
        }
    }

    @Test
    void aRunMayStallAtAnyCallUntilAnotherHasPublished() throws IOException {
        publish(registry(server.configuration(), "stalls", Clock.systemUTC()), "monday", model("monday"));
        int terms = 0;
        boolean isStalled = true;
        for (int stall = 1; isStalled; stall += STRIDE) {
            String run = "stall-" + stall;
            Path model = model(run);
            List<Version> other = new ArrayList<>();
            terms += 4;
            Registry next = registry(server.configuration(), "stalls", later(terms + 2));
            var left = new int[] {stall};
            Configuration sleepy = SteppedS3.process(server.configuration(), run, call -> {
                if (left[0]-- == 0) {
                    other.add(publish(next, run + "-other", model(run + "-other")));
                }
            });
            boolean isDone = isDone(registry(sleepy, "stalls", later(terms)), run, model);
            isStalled = !other.isEmpty();
            List<Version> versions = next.versions();
            Version champion = next.champion().orElseThrow();
            assertThat(champion).isEqualTo(versions.get(versions.size() - 1));
            if (!isDone) {
                assertThat(other).containsExactly(champion);
            }
            for (Version version : versions) {
                requireWhole(version);
            }
        }
        assertThat(terms).isGreaterThan(12);
    }

    private static boolean isDone(Registry sleepy, String run, Path model) throws IOException {
        try {
            publish(sleepy, run, model);
            return true;
        } catch (RegistryInUseException e) {
            return false;
        }
    }
}
