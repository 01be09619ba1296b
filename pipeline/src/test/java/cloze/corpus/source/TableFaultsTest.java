package cloze.corpus.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.CorpusInput;
import cloze.config.RunConfig;
import cloze.config.hocon.ConfigLoader;
import cloze.corpus.ReadDocuments;
import cloze.error.ClozeException;
import cloze.testing.SparkSessionExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Views, queries and formats in a session without further jars, and what is said of those that cannot be read. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class TableFaultsTest {
    private static final int CONFIGURATION = 2;
    private static final int DATA = 3;

    @TempDir
    private Path folder;

    @BeforeEach
    void makeViews(SparkSession spark) {
        spark.sql(
                """
                CREATE OR REPLACE TEMPORARY VIEW articles AS
                SELECT id, concat('Text ', id, '.') AS text, named_struct('lang', if(id % 2 = 0, 'en', 'de'), 'a.b', 'dotted') AS meta,
                       array('x') AS tags, 0 AS unused
                FROM range(10)
                """);
    }

    private static CorpusInput view() {
        return CorpusInput.ofTable("articles");
    }

    private static RunConfig config(CorpusInput input) {
        RunConfig plain = ConfigLoader.load(Optional.empty(), List.of("corpus.validation-fraction=0"));
        return plain.withCorpus(plain.corpus().withInput(List.of(input)));
    }

    private static Dataset<Row> documents(SparkSession spark, CorpusInput input) {
        RunConfig config = config(input);
        var fixed = TableVersions.fixed(spark, config.corpus());
        return new ReadDocuments(fixed, config.seed()).plan(spark);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFault(
            SparkSession spark, CorpusInput input, int exitCode) {
        return assertThatThrownBy(() -> documents(spark, input))
                .isInstanceOfSatisfying(ClozeException.class, fault -> assertThat(fault.exitCode())
                        .isEqualTo(exitCode))
                .satisfies(
                        fault -> assertThat(fault.getMessage().lines().count()).isLessThanOrEqualTo(2));
    }

    @Test
    @Tag("platform")
    void readsAViewAQueryAndAFormat(SparkSession spark) {
        String csv = folder.resolve("csv").toString();
        spark.table("articles")
                .select("text", "id")
                .write()
                .option("header", "true")
                .csv(csv);
        for (CorpusInput input : List.of(
                view(),
                CorpusInput.ofQuery("SELECT text FROM articles"),
                CorpusInput.ofFormat("csv", csv, Map.of("header", "true")))) {
            assertThat(documents(spark, input).count()).as(input.named()).isEqualTo(10);
            assertThat(TableIdentities.of(spark, config(input).corpus())).isNotEmpty();
        }
    }

    @Test
    void aNameMayBeAPathOrHoldADotOrDifferInCase(SparkSession spark) {
        assertThat(documents(spark, view().withColumns("meta.lang", ""))
                        .select("text")
                        .distinct()
                        .count())
                .isEqualTo(2);
        assertThat(documents(spark, view().withColumns("meta.a.b", "ID"))
                        .first()
                        .getString(2))
                .isEqualTo("dotted");
    }

    @Test
    @Tag("platform")
    void readsOnlyTheColumnsItNeedsAndPushesTheConditionDown(SparkSession spark) {
        String parquet = folder.resolve("parquet").toString();
        spark.table("articles").write().parquet(parquet);
        CorpusInput input = CorpusInput.ofFormat("parquet", parquet, Map.of())
                .withWhere("id > 3")
                .withColumns("meta.lang", "");
        String plan = TableTexts.found(spark, config(input).corpus())
                .orElseThrow()
                .queryExecution()
                .toString();

        assertThat(plan)
                .contains("ReadSchema: struct<id:bigint,meta:struct<lang:string>>")
                .contains("PushedFilters: [IsNotNull(id), GreaterThan(id,3)]");
    }

    @Test
    void aTableThatIsNotThereIsToldWithNamesThatAre(SparkSession spark) {
        assertFault(spark, CorpusInput.ofTable("artcles"), DATA)
                .hasMessageContaining("corpus.input artcles: no such table or view. The current database has ")
                .hasMessageContaining("articles");
        assertFault(spark, CorpusInput.ofTable("lake.news.articles"), DATA)
                .hasMessageContaining("No catalog lake is configured")
                .hasMessageContaining("--spark spark.sql.catalog.lake=CLASS");
        assertFault(spark, CorpusInput.ofTable("a..b"), DATA)
                .hasMessageContaining("cannot be read: [PARSE_SYNTAX_ERROR]");
    }

    @Test
    @Tag("platform")
    void aMissingJarIsNamed(SparkSession spark) {
        spark.conf().set("spark.sql.catalog.glacier", "org.apache.iceberg.spark.SparkCatalog");
        assertFault(spark, CorpusInput.ofTable("glacier.news.articles"), CONFIGURATION)
                .hasMessageContaining(
                        "the class of catalog glacier, org.apache.iceberg.spark.SparkCatalog, is on no jar")
                .hasMessageContaining("--spark spark.jars.packages=org.apache.iceberg:iceberg-spark-runtime-");
        assertFault(spark, CorpusInput.ofFormat("delta", folder.toString(), Map.of()), CONFIGURATION)
                .hasMessageContaining("--spark spark.jars.packages=io.delta:delta-spark_");
    }

    @Test
    void aBadConditionOrQueryIsTheConfigurationsFault(SparkSession spark) {
        assertFault(spark, view().withWhere("lan = 'en'"), CONFIGURATION)
                .hasMessageContaining("corpus.input.where = lan = 'en': must be a condition in SQL")
                .hasMessageContaining("`lan` cannot be resolved");
        assertFault(spark, view().withWhere("id >"), CONFIGURATION).hasMessageContaining("[PARSE_SYNTAX_ERROR]");
        assertFault(spark, CorpusInput.ofQuery("SELECT nothing FROM articles"), CONFIGURATION)
                .hasMessageContaining("must be a SELECT that Spark can run");
    }

    @Test
    void aColumnThatIsMissingOrOfAnotherTypeIsTold(SparkSession spark) {
        assertFault(spark, view().withColumns("body", ""), DATA)
                .hasMessageContaining("corpus.input articles has no column body; it has id, text, meta, tags, unused");
        assertFault(spark, view().withColumns("id", ""), DATA)
                .hasMessageContaining("column id is bigint, expected a string");
        assertFault(spark, view().withColumns("", "tags"), DATA)
                .hasMessageContaining("column tags is array<string>, expected a string or a number");
    }

    @Test
    void aViewHasNoVersions(SparkSession spark) {
        assertFault(spark, view().withVersion("3"), DATA).hasMessageContaining("corpus.input articles: ");
    }
}
