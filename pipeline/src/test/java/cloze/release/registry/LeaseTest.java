package cloze.release.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.CorruptArtifactException;
import cloze.error.RegistryInUseException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class LeaseTest {
    private static final Duration TERM = Duration.ofMinutes(10);

    @TempDir
    Path parent;

    private final SettableClock clock = new SettableClock();

    private Registry registry(Clock time) throws IOException {
        return Registry.open(new Configuration(), parent.resolve("registry").toString(), time);
    }

    private Path file(String name) {
        return parent.resolve("registry").resolve(name);
    }

    private org.apache.hadoop.fs.Path written(String name, String text) throws IOException {
        return new org.apache.hadoop.fs.Path(
                Files.writeString(parent.resolve(name), text).toUri());
    }

    private org.apache.hadoop.fs.Path target(String name) {
        return new org.apache.hadoop.fs.Path(file(name).toUri());
    }

    @Test
    void aSecondRunIsToldWhoIsAtWorkAndUntilWhen() throws IOException {
        try (Lease first = registry(clock).acquire(TERM)) {
            first.renew();
            assertThatThrownBy(() -> registry(clock).acquire(TERM))
                    .isInstanceOf(RegistryInUseException.class)
                    .hasMessageContainingAll(
                            file("").toString(),
                            "process " + ProcessHandle.current().pid(),
                            "since 2026-03-01T02:00:00Z",
                            "until 2026-03-01T02:10:00Z")
                    .extracting(thrown -> ((RegistryInUseException) thrown).exitCode())
                    .isEqualTo(1);
        }
    }

    @Test
    void aClosedLeaseIsFreeAtOnceAndNothingOfItStays() throws IOException {
        registry(clock).acquire(TERM).close();
        try (Lease second = registry(clock).acquire(TERM)) {
            second.renew();
            assertThat(file("lease").toFile().list()).containsExactlyInAnyOrder("2", ".2.scratch");
            assertThat(file("lease/2").toFile().list()).containsExactly(Grant.FILE);
        }
    }

    @Test
    void theLeaseOfAKilledProcessCanBeTakenWhenItIsOver() throws IOException {
        try (Lease killed = registry(clock).acquire(TERM)) {
            clock.pass(TERM.minusMillis(1));
            assertThatThrownBy(() -> registry(clock).acquire(TERM)).isInstanceOf(RegistryInUseException.class);
            clock.pass(Duration.ofMillis(1));
            try (Lease next = registry(clock).acquire(TERM)) {
                next.renew();
                assertThatThrownBy(killed::renew)
                        .isInstanceOf(RegistryInUseException.class)
                        .hasMessageContainingAll("expired before it was renewed", "until 2026-03-01T02:20:00Z");
            }
        }
    }

    @Test
    void aRenewedLeaseLastsLonger() throws IOException {
        try (Lease working = registry(clock).acquire(TERM)) {
            clock.pass(TERM.minusMinutes(1));
            working.renew();
            clock.pass(TERM.minusMinutes(1));
            assertThatThrownBy(() -> registry(clock).acquire(TERM)).isInstanceOf(RegistryInUseException.class);
        }
    }

    @Test
    void aLeaseThatIsOverAndThatNobodyTookIsRenewed() throws IOException {
        try (Lease late = registry(clock).acquire(TERM)) {
            clock.pass(TERM.multipliedBy(2));
            late.replace("done", target("result"));
            assertThat(file("result")).hasContent("done");
            assertThatThrownBy(() -> registry(clock).acquire(TERM)).isInstanceOf(RegistryInUseException.class);
        }
    }

    @Test
    void aThreadRenewsTheLeaseWhileItsHolderWorks() throws Exception {
        try (Lease working = registry(Clock.systemUTC()).acquire(Duration.ofSeconds(1))) {
            Instant granted = until();
            Instant limit = Instant.now().plusSeconds(20);
            while (until().equals(granted) && Instant.now().isBefore(limit)) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(until()).isAfter(granted);
            working.renew();
        }
    }

    private Instant until() throws IOException {
        Path owner = file("lease/1").resolve(Grant.FILE);
        return Grant.parse(Files.readString(owner), owner).until();
    }

    @Test
    void aRunThatWakesUpAfterItsLeaseWasTakenChangesNothing() throws IOException {
        try (Lease asleep = registry(clock).acquire(TERM)) {
            asleep.replace("before", target("champion"));
            clock.pass(TERM);
            try (Lease next = registry(clock).acquire(TERM)) {
                assertThatThrownBy(() -> asleep.replace("after", target("champion")))
                        .isInstanceOf(RegistryInUseException.class);
                assertThatThrownBy(() -> asleep.replace(written("other", "after"), target("champion")))
                        .isInstanceOf(RegistryInUseException.class);
                assertThat(file("champion")).hasContent("before");
                next.replace("after", target("champion"));
                assertThat(file("champion")).hasContent("after");
            }
        }
    }

    /** Covers stalls between the check of the lease and the change, and between the two renames of the change. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aRunThatFallsAsleepAmidAChangeChangesNothing(int renamesBefore) throws IOException {
        org.apache.hadoop.fs.Path folder = target("");
        RegistryFiles files = RegistryFiles.on(folder.getFileSystem(new Configuration()));
        var sleepy = new SleepyMoves(files.moves());
        var others = new Registry(files, folder, clock);
        List<Lease> taken = new ArrayList<>();
        try (Lease asleep = new Registry(new RegistryFiles(files.files(), sleepy), folder, clock).acquire(TERM)) {
            files.write(target("champion"), "before");
            sleepy.sleepAfter(renamesBefore, () -> {
                clock.pass(TERM);
                taken.add(others.acquire(TERM));
            });
            assertThatThrownBy(() -> asleep.replace("after", target("champion")))
                    .isInstanceOf(RegistryInUseException.class);
            assertThat(file("champion")).hasContent("before");
            assertThat(taken).hasSize(1);
        } finally {
            for (Lease lease : taken) {
                lease.close();
            }
        }
    }

    @Test
    void ofManyThatWantALeaseThatIsOverExactlyOneGetsIt() throws Exception {
        int rivals = 4;
        int rounds = 50;
        ExecutorService threads = Executors.newFixedThreadPool(rivals);
        List<Lease> won = new ArrayList<>();
        try {
            for (int round = 1; round <= rounds; round++) {
                List<Callable<Stream<Lease>>> fight = new ArrayList<>();
                for (int rival = 0; rival < rivals; rival++) {
                    Registry registry = registry(clock);
                    fight.add(() -> acquired(registry));
                }
                List<Lease> winners = new ArrayList<>();
                for (Future<Stream<Lease>> end : threads.invokeAll(fight)) {
                    end.get().forEach(winners::add);
                }
                assertThat(winners).as("round %d", round).hasSize(1);
                winners.get(0).renew();
                won.addAll(winners);
                assertThat(file("lease/" + round)).isDirectory();
                clock.pass(TERM);
            }
        } finally {
            threads.shutdownNow();
            for (Lease lease : won) {
                lease.close();
            }
        }
    }

    private static Stream<Lease> acquired(Registry registry) throws IOException {
        try {
            return Stream.of(registry.acquire(TERM));
        } catch (RegistryInUseException e) {
            return Stream.empty();
        }
    }

    @Test
    void ofTwoProcessesOneIsAtWorkAtATime() throws Exception {
        List<Process> rivals = new ArrayList<>();
        for (int rival = 0; rival < 2; rival++) {
            rivals.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LeaseRival.class.getName(),
                            file("").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(parent.resolve("rival-" + rival).toFile())
                    .start());
        }
        for (int rival = 0; rival < rivals.size(); rival++) {
            int exit = rivals.get(rival).waitFor();
            assertThat(exit)
                    .as(Files.readString(parent.resolve("rival-" + rival)))
                    .isZero();
        }
        assertThat(Files.readString(file(LeaseRival.TALLY))).hasSize(2 * LeaseRival.TURNS);
    }

    @Test
    void aDamagedLeaseIsReported() throws IOException {
        registry(clock).acquire(TERM).close();
        File owner = file("lease/1").resolve(Grant.FILE).toFile();
        Files.writeString(owner.toPath(), "{\"host\": \"a\", \"until\": \"tomorrow\"}");
        assertThatThrownBy(() -> registry(clock).acquire(TERM))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContainingAll(owner.toString(), "remove the folder");
        Files.delete(owner.toPath());
        assertThatThrownBy(() -> registry(clock).acquire(TERM))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContainingAll(owner.toString(), "found no file");
    }
}
