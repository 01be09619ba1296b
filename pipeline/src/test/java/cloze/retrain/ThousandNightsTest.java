package cloze.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.corpus.source.LakeSession;
import cloze.retrain.FoundNights.Cost;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * After many snapshots of a table, finding what is new reads at most twice the bytes of the new rows. deploy/thousand-nights.sh runs it
 * with a thousand.
 */
@Tag("spark")
@Tag("slow")
@Tag("lake")
@ExtendWith(LakeSession.class)
class ThousandNightsTest {
    private static final int SNAPSHOTS = Integer.getInteger("cloze.snapshots", 12);
    private static final int ROWS = 40;
    private static final int WORDS = 500;
    private static final StructType COLUMNS =
            new StructType().add("id", DataTypes.LongType).add("text", DataTypes.StringType);

    @TempDir
    private Path folder;

    @Test
    void readLittleMoreThanTheNewRows(SparkSession spark) throws IOException {
        measure(spark, "lake.nights.thousand", "iceberg");
        measure(spark, "thousand_delta", "delta");
    }

    private void measure(SparkSession spark, String table, String provider) throws IOException {
        spark.sql("DROP TABLE IF EXISTS " + table);
        spark.sql("CREATE TABLE %s (id BIGINT, text STRING) USING %s".formatted(table, provider));
        long start = System.nanoTime();
        for (int snapshot = 0; snapshot < SNAPSHOTS; snapshot++) {
            append(spark, table, provider, snapshot);
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %d snapshots of %d rows written in %.0f s%n",
                provider,
                SNAPSHOTS,
                ROWS,
                (System.nanoTime() - start) * 1e-9);
        var nights = new FoundNights(
                spark, folder.resolve(provider), "corpus.input = [{ table = \"%s\" }]".formatted(table));
        nights.publishAlone();
        Path root = place(spark, table);
        long before = dataBytes(root);
        append(spark, table, provider, SNAPSHOTS);
        long fresh = dataBytes(root) - before;
        Cost incremental = nights.cost();
        Cost full = nights.cost("retrain.incremental = false");
        System.out.printf(
                Locale.ROOT,
                "%s: the new rows are %d bytes%n  incremental: %s%n  full: %s%n",
                provider,
                fresh,
                incremental,
                full);
        assertThat(incremental.documents()).isEqualTo(full.documents()).isEqualTo(ROWS);
        assertThat(incremental.table()).as("bytes of the table").isBetween(1L, 2 * fresh);
        assertThat(full.table()).as("bytes of the whole table").isGreaterThan(SNAPSHOTS / 2 * fresh);
    }

    private static void append(SparkSession spark, String table, String provider, int snapshot) {
        var random = new SplittableRandom(snapshot);
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            String text = Stream.generate(() -> Long.toString(random.nextLong(1L << 30), Character.MAX_RADIX))
                    .limit(WORDS)
                    .collect(Collectors.joining(" "));
            rows.add(RowFactory.create((long) snapshot * ROWS + row, text + "."));
        }
        Dataset<Row> few = spark.createDataFrame(rows, COLUMNS).coalesce(1);
        if (provider.equals("delta")) {
            few.write().format(provider).mode("append").saveAsTable(table);
        } else {
            few.write().insertInto(table);
        }
    }

    private static Path place(SparkSession spark, String table) {
        String location = spark.sql("DESCRIBE TABLE EXTENDED " + table)
                .where("col_name = 'Location'")
                .first()
                .getString(1);
        return Path.of(location.startsWith("file:") ? URI.create(location).getPath() : location);
    }

    private static long dataBytes(Path table) throws IOException {
        try (Stream<Path> files = Files.walk(table)) {
            return files.filter(file -> file.toString().endsWith(".parquet")
                            && !file.toString().contains("_delta_log"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
