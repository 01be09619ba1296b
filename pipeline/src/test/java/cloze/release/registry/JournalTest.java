package cloze.release.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final Path FOLDER = new Path(ObjectStore.BUCKET, "journal");
    private static final String BEFORE = "before";
    private static final int PROCESSES = 4;
    private static final int RECORDS = 40;

    private final ObjectStore store = ObjectStore.empty();
    private final Map<Integer, String> decided = new ConcurrentHashMap<>();

    private static Journal journal(ObjectStore client) {
        return new Journal(new StoreFiles(client), FOLDER);
    }

    private static Catalog after(Catalog before) {
        Catalog next = before.next(Grant.between(Instant.EPOCH, Instant.EPOCH));
        return next.withText(BEFORE, before.id());
    }

    /** Notes what a process believes, and fails if another process believes otherwise. */
    private void believe(Catalog record) {
        String other = decided.putIfAbsent(record.number(), record.id());
        assertThat(record.id()).isEqualTo(other == null ? record.id() : other);
    }

    @Test
    void aRecordFollowsTheOther() throws IOException {
        Journal journal = journal(store);
        assertThat(journal.newest()).isEmpty();
        Catalog now = Catalog.empty();
        for (int number = 1; number <= 100; number++) {
            Catalog next = after(now);
            assertThat(journal.decide(next)).isEqualTo(next);
            assertThat(journal.newest()).contains(next);
            now = next;
        }
        assertThat(store.contents()).as("old records are deleted").hasSizeLessThan(3 * 3 * 16);
    }

    @Test
    void aProcessThatIsFarBehindIsToldTheNewestRecord() throws IOException {
        Journal journal = journal(store);
        Catalog late = after(Catalog.empty());
        Catalog now = Catalog.empty();
        for (int number = 1; number <= 100; number++) {
            now = journal.decide(after(now));
        }
        assertThat(journal.decide(late)).isEqualTo(now);
        assertThat(journal.newest()).contains(now);
    }

    /** Half of all processes are killed at a request drawn at random, and others are slow. */
    @Test
    void allProcessesAgreeOnEveryRecordWhoeverIsKilled() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PROCESSES);
        try {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int process = 0; process < PROCESSES; process++) {
                var random = new Random(process);
                work.add(() -> livesUntilAllIsDecided(random));
            }
            int won = 0;
            int winners = 0;
            for (Future<Integer> end : threads.invokeAll(work)) {
                won += end.get();
                winners += end.get() > 0 ? 1 : 0;
            }
            assertThat(winners).as("processes that decided a record").isGreaterThan(1);
            assertThat(won).isPositive();
        } finally {
            threads.shutdownNow();
        }
        assertThat(new HashSet<>(decided.values())).as("records").hasSameSizeAs(decided.keySet());
        Catalog last = journal(store).newest().orElseThrow();
        assertThat(last.number()).isGreaterThanOrEqualTo(RECORDS);
        believe(last);
    }

    /** Returns how many records were those of this process. */
    private int livesUntilAllIsDecided(Random random) throws IOException {
        int won = 0;
        while (true) {
            int dies = random.nextBoolean() ? random.nextInt(60) : Integer.MAX_VALUE;
            var left = new int[] {dies};
            ObjectStore client = store.client(what -> {
                if (left[0]-- <= 0) {
                    throw new Killed();
                }
                stumble(random);
            });
            try {
                Journal journal = journal(client);
                Catalog now = journal.newest().orElseGet(Catalog::empty);
                while (now.number() < RECORDS) {
                    if (now.number() > 0) {
                        believe(now);
                    }
                    Catalog wanted = after(now);
                    Catalog found = journal.decide(wanted);
                    believe(found);
                    if (found.number() == wanted.number()) {
                        assertThat(found.texts()).containsEntry(BEFORE, now.id());
                    }
                    won += found.equals(wanted) ? 1 : 0;
                    now = found;
                }
                return won;
            } catch (Killed e) {
                // Another process takes its place.
            }
        }
    }

    private static void stumble(Random random) {
        if (random.nextInt(8) == 0) {
            try {
                Thread.sleep(random.nextInt(3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
