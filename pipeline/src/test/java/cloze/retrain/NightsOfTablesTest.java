package cloze.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.corpus.source.LakeSession;
import cloze.retrain.FoundNights.Found;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nights that read only what came to a table find what those find that read all of it. */
@Tag("spark")
@Tag("slow")
@Tag("lake")
@ExtendWith(LakeSession.class)
class NightsOfTablesTest {
    private static final String ONLY_NEW = "reading only what is new: ";
    private static final String WHOLE = "reading the whole corpus: ";

    @TempDir
    private Path folder;

    private FoundNights nights(SparkSession spark, String table, String more) throws IOException {
        return new FoundNights(
                spark,
                folder.resolve(table),
                "corpus { input = [{ table = \"%s\", id-column = id %s }], validation-fraction = 0.3 }"
                        .formatted(table, more));
    }

    private static void create(SparkSession spark, String table, String provider) {
        spark.sql("DROP TABLE IF EXISTS " + table);
        spark.sql("CREATE TABLE %s (id BIGINT, text STRING, day INT) USING %s".formatted(table, provider));
        insert(spark, table, "(1, 'One.', 1), (2, 'Two.', 1), (3, 'Twice.', 1), (4, 'Twice.', 2), (5, 'Five.', 2)");
    }

    private static void insert(SparkSession spark, String table, String rows) {
        spark.sql(
                "INSERT INTO %s SELECT /*+ COALESCE(1) */ * FROM VALUES %s AS t(id, text, day)".formatted(table, rows));
    }

    @Test
    void ofIcebergFindTheSameWhateverHappensToTheRows(SparkSession spark) throws IOException {
        theSame(spark, "lake.nights.iceberg", "iceberg");
    }

    @Test
    void ofDeltaFindTheSameWhateverHappensToTheRows(SparkSession spark) throws IOException {
        theSame(spark, "nights_delta", "delta PARTITIONED BY (day)");
    }

    @Test
    void ofDeltaWithAFeedFindTheSameWhateverHappensToTheRows(SparkSession spark) throws IOException {
        theSame(spark, "nights_feed", "delta TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true')");
    }

    private void theSame(SparkSession spark, String table, String provider) throws IOException {
        create(spark, table, provider);
        FoundNights nights = nights(spark, table, "");
        assertThat(nights.publish().fresh()).as(table).hasSize(5);
        assertThat(nights.publish().fresh()).as(table).isEmpty();

        insert(spark, table, "(6, 'Six.', 2), (7, 'One.', 3)");
        insert(spark, table, "(8, 'Eight.', 3)");
        Found grown = nights.publish();
        assertThat(grown.shown()).startsWith(ONLY_NEW + table + " from version ");
        assertThat(grown.fresh()).as(table).hasSize(3);
        assertThat(grown.removed()).as(table).isEmpty();

        spark.sql("DELETE FROM %s WHERE id IN (2, 7)".formatted(table));
        change(spark, table, provider);
        insert(spark, table, "(9, 'Nine.', 3)");
        Found changed = nights.publish();
        assertThat(changed.shown()).startsWith(ONLY_NEW);
        assertThat(changed.fresh()).as(table).hasSize(2);
        assertThat(changed.removed()).as(table).hasSize(3);
        assertThat(changed.changed()).as(table).isEqualTo(1);

        insert(spark, table, "(10, 'One.', 3), (11, 'Two.', 3), (12, 'Twelve.', 3)");
        Found back = nights.publish();
        assertThat(back.shown()).startsWith(ONLY_NEW);
        assertThat(back.fresh()).as("two texts are back").hasSize(1);
    }

    /** In a session with the extensions of both, Iceberg takes an UPDATE of a Delta table for its own, and fails. */
    private static void change(SparkSession spark, String table, String provider) {
        if (provider.startsWith("delta")) {
            spark.sql("DELETE FROM %s WHERE id = 5".formatted(table));
            insert(spark, table, "(5, 'Five, but changed.', 2)");
        } else {
            spark.sql("UPDATE %s SET text = 'Five, but changed.' WHERE id = 5".formatted(table));
        }
    }

    @Test
    void theConditionHoldsForWhatIsNewToo(SparkSession spark) throws IOException {
        for (String provider : new String[] {"iceberg", "delta"}) {
            String table = (provider.equals("iceberg") ? "lake.nights." : "nights_") + "where_" + provider;
            create(spark, table, provider);
            FoundNights nights = nights(spark, table, ", where = \"day < 3\"");
            nights.publish();
            insert(spark, table, "(6, 'Six.', 2), (7, 'Seven.', 3)");
            assertThat(nights.publish().fresh()).as(table).hasSize(1);
            FoundNights other = nights(spark, table, ", where = \"day < 4\"");
            assertThat(other.look().shown()).startsWith(WHOLE + "no earlier run");
            Found moved = nights.look(
                    "corpus.input = [{ table = \"%s\", id-column = id, where = \"day < 4\" }]".formatted(table));
            assertThat(moved.shown())
                    .isEqualTo(WHOLE + "corpus.input no longer has " + table + ", or reads it otherwise");
            assertThat(moved.fresh()).hasSize(1);
        }
    }

    @Test
    void filesOfATableWithoutVersionsAreReadOnce(SparkSession spark) throws IOException {
        create(spark, "nights_files", "parquet");
        FoundNights nights = nights(spark, "nights_files", "");
        nights.publish();
        insert(spark, "nights_files", "(6, 'Six.', 2), (7, 'One.', 3)");
        Found grown = nights.publish();
        assertThat(grown.shown()).isEqualTo(ONLY_NEW + "nights_files");
        assertThat(grown.fresh()).hasSize(2);

        spark.sql("INSERT OVERWRITE nights_files SELECT 1 AS id, 'One.' AS text, 1 AS day");
        Found replaced = nights.publish();
        assertThat(replaced.shown()).startsWith(WHOLE + "file ").endsWith(" of nights_files was changed or removed");
        assertThat(replaced.removed()).hasSize(6);
    }

    @Test
    void aTableThatCannotTellIsReadAsAWholeAndSaysWhy(SparkSession spark) throws IOException {
        create(spark, "lake.nights.expired", "iceberg");
        FoundNights expired = nights(spark, "lake.nights.expired", "");
        expired.publish();
        insert(spark, "lake.nights.expired", "(6, 'Six.', 2)");
        insert(spark, "lake.nights.expired", "(7, 'Seven.', 2)");
        spark.sql(
                "CALL lake.system.expire_snapshots(table => 'nights.expired', older_than => TIMESTAMP '2100-01-01 00:00:00', retain_last => 1)");
        Found found = expired.publish();
        assertThat(found.shown()).startsWith(WHOLE + "snapshot ").contains("it has expired, or the table was set back");
        assertThat(found.fresh()).hasSize(2);

        create(spark, "nights_vectors", "delta TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')");
        FoundNights vectors = nights(spark, "nights_vectors", "");
        vectors.publish();
        spark.sql("DELETE FROM nights_vectors WHERE id = 2");
        assertThat(vectors.publish().shown()).startsWith(WHOLE + "nights_vectors has deletion vectors");
        spark.sql("ALTER TABLE nights_vectors SET TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true')");
        assertThat(vectors.publish().shown())
                .isEqualTo(WHOLE + "the schema or the properties of nights_vectors changed");
        spark.sql("DELETE FROM nights_vectors WHERE id = 1");
        Found fed = vectors.publish();
        assertThat(fed.shown()).startsWith(ONLY_NEW);
        assertThat(fed.removed()).hasSize(1);

        create(spark, "lake.nights.merged", "iceberg TBLPROPERTIES ('write.delete.mode' = 'merge-on-read')");
        FoundNights merged = nights(spark, "lake.nights.merged", "");
        merged.publish();
        spark.sql("DELETE FROM lake.nights.merged WHERE id = 2");
        assertThat(merged.publish().shown())
                .isEqualTo(
                        WHOLE
                                + "rows of lake.nights.merged were deleted by delete files, which Iceberg's table of changes does not support");

        spark.sql("CREATE OR REPLACE VIEW nights_view AS SELECT * FROM nights_vectors");
        FoundNights view = nights(spark, "nights_view", "");
        view.publish();
        assertThat(view.publish().shown()).isEqualTo(WHOLE + "nights_view is a view or a query, which has no versions");
    }
}
