package cloze.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.release.registry.Lease;
import cloze.release.registry.Registry;
import cloze.retrain.Evidence.Recent;
import cloze.retrain.PromotionRule.Verdict;
import cloze.retrain.RunRow.Amounts;
import cloze.retrain.RunRow.Compared;
import cloze.retrain.RunRow.Drift;
import cloze.retrain.RunRow.Outcome;
import cloze.table.SmallTable;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An operator reads from the page why a night was kept. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class RegistryPageTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T02:00:00Z");
    private static final int NIGHTS = 45;
    private static final int REFUSED = 20;
    private static final int ON_RECENT = 37;

    @TempDir
    private Path folder;

    /** Rows of a year's beginning: gains shrink, one night is refused, one spoils the documents of recent nights. */
    static List<RunRow> nights() {
        List<RunRow> rows = new ArrayList<>(List.of(row(1, Outcome.PROMOTED, 1, 0, Compared.alone(6), "the first")));
        var random = new SplittableRandom(5);
        double loss = 6;
        int champion = 1;
        for (int night = 2; night <= NIGHTS; night++) {
            if (night == REFUSED) {
                rows.add(row(
                        night, Outcome.FAILED, 0, champion, Compared.NONE, "quality gate max-unk-share: found 0.4"));
                continue;
            }
            double gain = night == ON_RECENT ? 0.2 : 0.3 / night + 0.02 * (random.nextDouble() - 0.5);
            var test = new GainTest(gain, 0.01, 200);
            var recent = night == ON_RECENT
                    ? new Recent(300, -0.05, -0.07, -0.03)
                    : new Recent(300, gain, gain - 0.04, gain + 0.04);
            double level = 0.5 / 365;
            Verdict verdict = new SpendingRule(0, 0.5, level).decide(test, recent);
            var compared = new Compared(
                    loss,
                    loss - gain,
                    gain,
                    gain - 0.02,
                    gain + 0.02,
                    gain,
                    new Evidence(test.pValue(0), level, level * (night - 1), 0.5, recent));
            rows.add(row(
                    night,
                    verdict.promoted() ? Outcome.PROMOTED : Outcome.KEPT,
                    night,
                    champion,
                    compared,
                    verdict.reason()));
            if (verdict.promoted()) {
                champion = night;
                loss -= gain;
            }
        }
        return rows;
    }

    private static RunRow row(int night, Outcome outcome, int version, int before, Compared compared, String reason) {
        return new RunRow(
                "run-%02d".formatted(night),
                BEGIN.plus(Duration.ofDays(night - 1)).toString().replace("Z", ".000Z"),
                outcome,
                version,
                before,
                new Amounts(900, 30, 4000, 4000, 1, 2),
                compared,
                new Drift(0.001, 0, 0.1 + 0.002 * night),
                1200,
                reason);
    }

    private Registry registry() throws IOException {
        return Registry.open(new Configuration(), folder.resolve("registry").toString());
    }

    /** Writes all rows at once, as one file of the table. */
    private static void write(SparkSession spark, Registry registry) {
        new SmallTable(RunRow.SCHEMA, nights().stream().map(RunRow::row).toList())
                .writeParquet(
                        spark.sparkContext().hadoopConfiguration(),
                        new org.apache.hadoop.fs.Path(registry.folder(), "runs/nights.parquet"));
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve("registry").resolve(name));
    }

    private String line(int night) throws IOException {
        return read("report.md")
                .lines()
                .filter(line -> line.matches("\\| +%d \\|.*".formatted(night)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysWhyEachNightWasPromotedOrKept(SparkSession spark) throws IOException {
        Registry registry = registry();
        try (Lease lease = registry.acquire(Duration.ofMinutes(5))) {
            write(spark, registry);
            Path model = Files.createDirectories(folder.resolve("registry/work/run-45/model"));
            registry.publish(lease, "run-45", new org.apache.hadoop.fs.Path(model.toUri()));
            new RegistryPage(spark, registry).write(lease);
        }
        assertThat(line(ON_RECENT))
                .contains(
                        "kept version ",
                        "on 300 held-out documents of recent nights, which must not show a loss beyond chance");
        assertThat(line(2)).contains("promoted version 2", "0.1", "level of this night 0.0014");
        assertThat(line(REFUSED)).contains("failed", "max-unk-share");
        assertThat(read("report.md"))
                .contains("Night 45, the last one, ended on 2026-02-14 02:00: kept version ")
                .contains("Error budget: 0.060 of 0.5 false promotions")
                .contains("## Quarantined nights")
                .contains("[version 1](versions/1/README.md)");
        assertThat(read("report.html"))
                .contains("<a href=\"versions/1/README.md\">version 1</a>", "Gain of each night", "<svg");
    }

    @Test
    void eachRunWritesThePageAnew(SparkSession spark) throws IOException {
        Registry registry = registry();
        try (Lease lease = registry.acquire(Duration.ofMinutes(5))) {
            var publication = new ResultPublication(spark, registry, lease, 5, milestone -> {});
            publication.record(RunRow.without(Outcome.FAILED, 0, 1, "no such table"));
            assertThat(read("report.md")).contains("No version is in use", "no such table");
            Files.delete(folder.resolve("registry/report.html"));
            publication.record(RunRow.without(Outcome.NOTHING_NEW, 0, 1, ""));
            assertThat(read("report.html")).contains("nothing new");
        }
    }

    @Test
    void theBudgetIsReadBackFromTheTable(SparkSession spark) throws IOException {
        Registry registry = registry();
        write(spark, registry);
        AlphaSpending spending = RegistryState.read(spark, registry).spending(0.5);
        Instant now = BEGIN.plus(Duration.ofDays(NIGHTS));
        // All but the first and the refused night have compared.
        assertThat(spending.spent(now)).isEqualTo((NIGHTS - 2) * 0.5 / 365, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(spending.level(now)).isEqualTo(0.5 / 365);
    }
}
