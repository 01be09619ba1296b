package cloze.corpus.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.CorpusConfig;
import cloze.config.CorpusInput;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.corpus.ReadDocuments;
import cloze.error.InvalidInputException;
import cloze.provenance.Manifest;
import cloze.provenance.OutputFolder.Existing;
import cloze.run.RunObserver;
import cloze.run.Step;
import cloze.run.StepContext;
import cloze.run.StepResult;
import cloze.run.StepRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The version that a run reads is fixed at its start, told, and can be read again. */
@Tag("spark")
@Tag("slow")
@Tag("lake")
@ExtendWith(LakeSession.class)
class TableVersionsTest {
    private static final String ICEBERG = "lake.news.versions";
    private static final String DELTA = "versions_delta";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void writeTables(SparkSession spark) {
        LakeTables.create(spark, ICEBERG, "iceberg");
        LakeTables.create(spark, DELTA, "delta");
    }

    private static RunConfig config(CorpusInput... inputs) {
        return LakeTables.config(List.of(inputs));
    }

    /** Counts the documents of a corpus. Of all steps that read one it takes the least time. */
    private static final class CountDocuments implements Step {
        @Override
        public String name() {
            return "count";
        }

        @Override
        public List<Section> sections() {
            return List.of(Section.SEED, Section.OUTPUT, Section.CORPUS);
        }

        @Override
        public StepResult run(StepContext context) {
            RunConfig config = context.config();
            long documents = new ReadDocuments(config.corpus(), config.seed())
                    .sources(context.spark())
                    .count();
            return new StepResult(Map.of("documents", documents), List.of());
        }
    }

    private static CorpusInput fixed(SparkSession spark, CorpusInput input) {
        CorpusConfig corpus = config(input).corpus();
        return TableVersions.fixed(spark, corpus).input().get(0);
    }

    private static void append(SparkSession spark, String table) {
        spark.sql("INSERT INTO %s SELECT id + 1000, concat('Appended. ', text), meta FROM %s ORDER BY id LIMIT 5"
                .formatted(table, table));
    }

    private static long rows(SparkSession spark, CorpusInput input) {
        return TableTexts.found(spark, config(input).corpus()).orElseThrow().count();
    }

    @Test
    void aCommitAfterTheStartChangesNothing(SparkSession spark) {
        for (String table : List.of(ICEBERG, DELTA)) {
            CorpusInput start = fixed(spark, CorpusInput.ofTable(table));
            long before = rows(spark, start);
            append(spark, table);

            assertThat(rows(spark, start)).as(table).isEqualTo(before);
            CorpusInput later = fixed(spark, CorpusInput.ofTable(table));
            assertThat(later.version()).as(table).matches("[0-9]+").isNotEqualTo(start.version());
            assertThat(rows(spark, later)).as(table).isEqualTo(before + 5);
            assertThat(fixed(spark, start)).as("a number stays").isEqualTo(start);
        }
    }

    @Test
    void aTagIsTheSnapshotThatItNamesAtTheStart(SparkSession spark) {
        CorpusInput now = fixed(spark, CorpusInput.ofTable(ICEBERG));
        spark.sql("ALTER TABLE %s CREATE TAG nightly".formatted(ICEBERG));

        assertThat(fixed(spark, CorpusInput.ofTable(ICEBERG).withVersion("nightly")))
                .isEqualTo(now);
    }

    @Test
    void foldersOfTableFormatsHaveVersionsToo(SparkSession spark) {
        String delta = LakeTables.write(spark, folder, "delta", Map.of());
        CorpusInput first = fixed(spark, CorpusInput.ofFormat("delta", delta, Map.of()));
        assertThat(first.version()).isEqualTo("0");
        LakeTables.write(spark, folder, "delta", Map.of());
        assertThat(fixed(spark, CorpusInput.ofFormat("delta", delta, Map.of())).version())
                .isEqualTo("1");
        assertThat(rows(spark, first)).isEqualTo(LakeTables.TEXTS + 3);

        String location = spark.conf().get("spark.sql.catalog.lake.warehouse") + "/news/versions";
        CorpusInput iceberg = fixed(spark, CorpusInput.ofFormat("iceberg", location, Map.of()));
        assertThat(iceberg.version())
                .isEqualTo(fixed(spark, CorpusInput.ofTable(ICEBERG)).version());
        assertThat(rows(spark, iceberg)).isEqualTo(rows(spark, CorpusInput.ofTable(ICEBERG)));
    }

    @Test
    void theManifestTellsTheVersionAndNamingItGivesTheSameBytes(SparkSession spark) throws Exception {
        RunConfig newest = config(CorpusInput.ofTable(ICEBERG).withWhere("id < 40"));
        Manifest first = counted(spark, newest, "first");
        String version = fixed(spark, CorpusInput.ofTable(ICEBERG)).version();
        assertThat(first.inputs()).containsExactly(ICEBERG + " version " + version);
        assertThat(first.configuration().at("/corpus/input/0/version").asText()).isEqualTo(version);
        assertThat(counted(spark, newest, "first").finished())
                .as("the same run again")
                .isEqualTo(first.finished());
        List<String> documents = documents(spark, newest);

        append(spark, ICEBERG);
        spark.sql("DELETE FROM %s WHERE id < 10".formatted(ICEBERG));
        RunConfig named =
                config(CorpusInput.ofTable(ICEBERG).withVersion(version).withWhere("id < 40"));
        assertThat(counted(spark, named, "first").finished())
                .as("its version named")
                .isEqualTo(first.finished());
        assertThat(documents(spark, named)).isEqualTo(documents).hasSize(40);
        assertThatThrownBy(() -> counted(spark, newest, "first"))
                .as("the table has moved on")
                .hasMessageContaining("--overwrite");
    }

    private static Manifest counted(SparkSession spark, RunConfig config, String output) throws Exception {
        RunConfig there = config.withOutput(folder.resolve(output).toString());
        return new StepRun(new CountDocuments(), there, Existing.KEEP, "").run(spark, RunObserver.SILENT);
    }

    private static List<String> documents(SparkSession spark, RunConfig config) {
        return new ReadDocuments(config.corpus(), config.seed())
                .plan(spark).toJSON().collectAsList().stream().sorted().toList();
    }

    @Test
    void aVersionThatIsNotThereIsToldWithThoseThatAre(SparkSession spark) {
        assertThatThrownBy(() -> rows(spark, CorpusInput.ofTable(ICEBERG).withVersion("812")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("corpus.input " + ICEBERG + ": no version 812: Cannot find snapshot")
                .hasMessageContaining("The newest versions are");
        assertThatThrownBy(() -> rows(spark, CorpusInput.ofTable(DELTA).withVersion("812")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no version 812")
                .hasMessageContaining("0");
    }

    @Test
    void withoutVersionsFilesOrContentIdentifyTheRows(SparkSession spark) {
        spark.sql(
                "CREATE TABLE IF NOT EXISTS identity_hive USING hive OPTIONS (fileFormat 'orc') AS SELECT 1 AS id, 'A text.' AS text");
        CorpusConfig hive = config(CorpusInput.ofTable("identity_hive")).corpus();
        List<String> before = TableIdentities.of(spark, hive);
        assertThat(before).allMatch(line -> line.contains("identity_hive/"));
        assertThat(TableIdentities.of(spark, hive)).isEqualTo(before);
        spark.sql("INSERT INTO identity_hive SELECT 2, 'Another text.'");
        assertThat(TableIdentities.of(spark, hive)).isNotEqualTo(before);

        CorpusConfig up = config(CorpusInput.ofQuery("SELECT id, text FROM identity_hive ORDER BY id"))
                .corpus();
        CorpusConfig down = config(CorpusInput.ofQuery("SELECT text, id FROM identity_hive ORDER BY id DESC"))
                .corpus();
        String ofRows = TableIdentities.of(spark, up).get(0).replaceFirst(".*rows", "rows");
        assertThat(ofRows).startsWith("rows 2, hash ");
        assertThat(TableIdentities.of(spark, down).get(0)).endsWith(ofRows);
        spark.sql("INSERT INTO identity_hive SELECT 3, null");
        assertThat(TableIdentities.of(spark, up).get(0)).contains("rows 3, hash ");
    }
}
