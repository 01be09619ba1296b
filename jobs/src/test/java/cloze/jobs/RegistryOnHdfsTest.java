package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.RegistryInUseException;
import cloze.release.registry.Lease;
import cloze.release.registry.Registry;
import cloze.release.registry.RunsTable;
import cloze.release.registry.Version;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code cloze.release.registry}'s tests show on a disk, on a name node. */
@Tag("spark")
@Tag("slow")
class RegistryOnHdfsTest {
    private static final Duration TERM = Duration.ofMinutes(10);

    @TempDir
    static Path folder;

    private static MiniDFSCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        var configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
        cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static Registry registry(String name, Clock clock) throws IOException {
        return Registry.open(cluster.getConfiguration(0), cluster.getURI() + "/" + name, clock);
    }

    private static Clock later(int terms) {
        return Clock.offset(Clock.systemUTC(), TERM.multipliedBy(terms));
    }

    private static org.apache.hadoop.fs.Path model(String name) throws IOException {
        FileSystem files = cluster.getFileSystem();
        var model = new org.apache.hadoop.fs.Path(cluster.getURI() + "/" + name);
        try (OutputStream out = files.create(new org.apache.hadoop.fs.Path(model, "config.json"))) {
            out.write('{');
        }
        return model;
    }

    @Test
    void readersFindTheOldChampionOrTheNewOne() throws Exception {
        Registry registry = registry("champions", Clock.systemUTC());
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try (Lease lease = registry.acquire(TERM)) {
            Version first = registry.publish(lease, "monday", model("monday"));
            Version second = registry.publish(lease, "tuesday", model("tuesday"));
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
            for (int i = 0; i < 5; i++) {
                registry.promote(lease, second);
                assertThat(registry.rollBack(lease)).isEqualTo(first);
            }
            over.set(true);
            assertThat(reads.get()).isPositive();
            assertThat(registry.prune(lease, 1)).isEmpty();
            assertThat(registry.versions()).containsExactly(first, second);
        } finally {
            reader.shutdownNow();
        }
    }

    @Test
    void ofManyThatWantALeaseThatIsOverExactlyOneGetsIt() throws Exception {
        int rivals = 4;
        int rounds = 15;
        ExecutorService threads = Executors.newFixedThreadPool(rivals);
        List<Lease> won = new ArrayList<>();
        try {
            for (int round = 0; round < rounds; round++) {
                List<Callable<Stream<Lease>>> fight = new ArrayList<>();
                for (int rival = 0; rival < rivals; rival++) {
                    Registry registry = registry("fights", later(round));
                    fight.add(() -> acquired(registry));
                }
                List<Lease> winners = new ArrayList<>();
                for (Future<Stream<Lease>> end : threads.invokeAll(fight)) {
                    end.get().forEach(winners::add);
                }
                assertThat(winners).as("round %d", round).hasSize(1);
                winners.get(0).renew();
                won.addAll(winners);
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
    void aRunWhoseLeaseWasTakenChangesNothing() throws IOException {
        Registry registry = registry("taken", Clock.systemUTC());
        try (Lease asleep = registry.acquire(TERM)) {
            Version first = registry.publish(asleep, "wednesday", model("wednesday"));
            try (Lease next = registry("taken", later(2)).acquire(TERM)) {
                assertThatThrownBy(() -> registry.promote(asleep, first)).isInstanceOf(RegistryInUseException.class);
                assertThat(registry.champion()).isEmpty();
                registry.promote(next, first);
                assertThat(registry.champion()).contains(first);
            }
        }
    }

    @Test
    void aRunHasOneRow() throws IOException {
        StructType schema = new StructType()
                .add(RunsTable.RUN, DataTypes.StringType, false)
                .add(RunsTable.FINISHED, DataTypes.StringType, false);
        Row row = RowFactory.create("c1", "2026-03-02T02:00:00Z");
        Registry registry = registry("runs", Clock.systemUTC());
        try (SparkSession spark = SparkSession.builder()
                        .master("local[1]")
                        .config("spark.ui.enabled", "false")
                        .config("spark.driver.host", "127.0.0.1")
                        .config("spark.driver.bindAddress", "127.0.0.1")
                        .getOrCreate();
                Lease lease = registry.acquire(TERM)) {
            assertThat(registry.runs(schema).append(lease, spark, row)).isTrue();
            assertThat(registry.runs(schema).append(lease, spark, row)).isFalse();
            assertThat(registry.runs(schema).read(spark).rows()).containsExactly(row);
        }
    }
}
