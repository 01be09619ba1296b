package cloze.release.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.RegistryInUseException;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class RunsTableTest {
    private static final Duration TERM = Duration.ofMinutes(10);
    private static final StructType SCHEMA = new StructType()
            .add(RunsTable.RUN, DataTypes.StringType, false)
            .add(RunsTable.FINISHED, DataTypes.StringType, false)
            .add("outcome", DataTypes.StringType, false);
    private static final Row MONDAY = RowFactory.create("c1", "2026-03-02T02:00:00Z", "promoted");
    private static final Row TUESDAY = RowFactory.create("a2", "2026-03-03T02:00:00Z", "kept");

    @TempDir
    Path parent;

    private final SettableClock clock = new SettableClock();
    private Registry registry;

    @BeforeEach
    void open() throws IOException {
        registry = Registry.open(new Configuration(), parent.resolve("registry").toString(), clock);
    }

    @Test
    void aRunHasOneRowHoweverOftenItIsAdded(SparkSession spark) throws IOException {
        RunsTable runs = registry.runs(SCHEMA);
        assertThat(runs.read(spark).rows()).isEmpty();
        try (Lease lease = registry.acquire(TERM)) {
            assertThat(runs.append(lease, spark, MONDAY)).isTrue();
            assertThat(runs.append(lease, spark, TUESDAY)).isTrue();
            assertThat(runs.append(lease, spark, RowFactory.create("c1", "2026-03-04T02:00:00Z", "failed")))
                    .isFalse();
        }
        assertThat(runs.read(spark).rows()).containsExactly(MONDAY, TUESDAY);
        assertThat(spark.read()
                        .parquet(parent.resolve("registry/runs").toString())
                        .count())
                .isEqualTo(2);
        assertThat(parent.resolve("registry/runs.csv"))
                .hasContent(
                        """
                run,finished,outcome
                c1,2026-03-02T02:00:00Z,promoted
                a2,2026-03-03T02:00:00Z,kept
                """);
    }

    @Test
    void theTextIsMadeAnewWhenARunWasKilledBeforeIt(SparkSession spark) throws IOException {
        try (Lease lease = registry.acquire(TERM)) {
            registry.runs(SCHEMA).append(lease, spark, MONDAY);
            Files.delete(parent.resolve("registry/runs.csv"));
            registry.runs(SCHEMA).append(lease, spark, MONDAY);
        }
        assertThat(parent.resolve("registry/runs.csv")).content().contains("promoted");
    }

    @Test
    void aColumnThatEarlierRunsDidNotWriteIsEmptyThere(SparkSession spark) throws IOException {
        StructType wider = SCHEMA.add("gain", DataTypes.DoubleType, true);
        try (Lease lease = registry.acquire(TERM)) {
            registry.runs(SCHEMA).append(lease, spark, MONDAY);
            registry.runs(wider).append(lease, spark, RowFactory.create("a2", "2026-03-03T02:00:00Z", "kept", -0.5));
        }
        assertThat(registry.runs(wider).read(spark).rows())
                .containsExactly(
                        RowFactory.create("c1", "2026-03-02T02:00:00Z", "promoted", null),
                        RowFactory.create("a2", "2026-03-03T02:00:00Z", "kept", -0.5));
    }

    @Test
    void aRunWhoseLeaseWasTakenAddsNoRow(SparkSession spark) throws IOException {
        try (Lease asleep = registry.acquire(TERM)) {
            clock.pass(TERM);
            registry.acquire(TERM).close();
            assertThatThrownBy(() -> registry.runs(SCHEMA).append(asleep, spark, MONDAY))
                    .isInstanceOf(RegistryInUseException.class);
        }
        assertThat(registry.runs(SCHEMA).read(spark).rows()).isEmpty();
        assertThat(parent.resolve("registry/runs.csv")).doesNotExist();
    }

    @Test
    void aTableThatCannotNameItsRunsIsRefused(SparkSession spark) throws IOException {
        var nameless = new StructType().add("outcome", DataTypes.StringType);
        assertThatThrownBy(() -> registry.runs(nameless)).isInstanceOf(IllegalArgumentException.class);
        Row elsewhere = RowFactory.create("../c1", "2026-03-02T02:00:00Z", "promoted");
        try (Lease lease = registry.acquire(TERM)) {
            assertThatThrownBy(() -> registry.runs(SCHEMA).append(lease, spark, elsewhere))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("../c1");
        }
    }
}
