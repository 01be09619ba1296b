package cloze.corpus.source;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.CorpusInput;
import cloze.config.RunConfig;
import cloze.corpus.ReadDocuments;
import cloze.dataset.DocumentSources;
import cloze.dataset.Documents;
import cloze.prepare.Preparation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same rows are the same documents and the same examples, whatever keeps them. */
@Tag("spark")
@Tag("slow")
@Tag("lake")
@ExtendWith(LakeSession.class)
class SameTextsTest {
    private static final Map<String, String> CSV_WRITTEN = Map.of(
            "header", "true", "escape", "\"", "ignoreLeadingWhiteSpace", "false", "ignoreTrailingWhiteSpace", "false");
    private static final Map<String, String> CSV = Map.of("header", "true", "escape", "\"", "multiLine", "true");

    @TempDir
    private static Path folder;

    private static final Map<String, CorpusInput> KINDS = new LinkedHashMap<>();
    private static CorpusInput parquet;

    private static RunConfig config(double weight, CorpusInput... inputs) {
        return LakeTables.config(
                Stream.of(inputs).map(input -> input.withWeight(weight)).toList());
    }

    private static List<String> sorted(Dataset<Row> rows) {
        return rows.toJSON().collectAsList().stream().sorted().toList();
    }

    private static Dataset<Row> documents(SparkSession spark, RunConfig config) {
        return new ReadDocuments(config.corpus(), config.seed()).plan(spark);
    }

    @BeforeAll
    static void writeEveryKind(SparkSession spark) throws IOException {
        parquet = files(spark, "files.parquet", "parquet");
        Map<String, CorpusInput> kinds = KINDS;
        LakeTables.create(spark, "lake.news.articles", "iceberg");
        kinds.put("Iceberg", CorpusInput.ofTable("lake.news.articles"));
        LakeTables.create(spark, "articles_delta", "delta");
        kinds.put("Delta", CorpusInput.ofTable("articles_delta"));
        LakeTables.create(spark, "articles_hive", "hive OPTIONS (fileFormat 'orc')");
        kinds.put("Hive", CorpusInput.ofTable("articles_hive"));
        LakeTables.create(spark, "articles_parquet", "parquet");
        kinds.put("Parquet in a metastore", CorpusInput.ofTable("default.articles_parquet"));
        kinds.put("ORC", CorpusInput.ofFormat("orc", LakeTables.write(spark, folder, "orc", Map.of()), Map.of()));
        kinds.put("Avro", CorpusInput.ofFormat("avro", LakeTables.write(spark, folder, "avro", Map.of()), Map.of()));
        kinds.put("CSV", CorpusInput.ofFormat("csv", LakeTables.write(spark, folder, "csv", CSV_WRITTEN), CSV));
        LakeTables.rows(spark)
                .select("id", "text")
                .write()
                .mode(SaveMode.Overwrite)
                .option("driver", "org.h2.Driver")
                .option("createTableColumnTypes", "text VARCHAR(1000)")
                .jdbc(LakeSession.DATABASE, "articles", new Properties());
        kinds.put("a database", CorpusInput.ofTable("shop.PUBLIC.ARTICLES"));
        kinds.put(
                "a database without a catalog",
                CorpusInput.ofFormat(
                        "jdbc",
                        "",
                        Map.of("url", LakeSession.DATABASE, "dbtable", "articles", "driver", "org.h2.Driver")));
        spark.sql("CREATE OR REPLACE VIEW articles_view AS SELECT id, text FROM articles_parquet");
        kinds.put("a view", CorpusInput.ofTable("articles_view"));
        kinds.put("a query", CorpusInput.ofQuery("SELECT id, text FROM lake.news.articles ORDER BY text DESC"));
        kinds.put("a nested column", CorpusInput.ofTable("lake.news.articles").withColumns("meta.body", ""));
        kinds.put("JSON lines", files(spark, "files.jsonl", "json"));
        String texts =
                LakeTables.rows(spark).select("text").where("text is not null and id <> 61").collectAsList().stream()
                        .map(row -> row.getString(0))
                        .collect(Collectors.joining("\n\n"));
        kinds.put(
                "text",
                new CorpusInput(Files.writeString(folder.resolve("files.txt"), texts + "\n")
                        .toString()));
    }

    private static CorpusInput files(SparkSession spark, String name, String format) {
        String path = folder.resolve(name).toString();
        LakeTables.rows(spark)
                .select("id", "text")
                .write()
                .format(format)
                .option("ignoreNullFields", "false")
                .save(path);
        return new CorpusInput(path);
    }

    @Test
    void fromEveryKindOfTableAreTheDocumentsOfTheSameTextInFiles(SparkSession spark) {
        for (double weight : List.of(1.0, 2.5)) {
            List<String> expected = sorted(documents(spark, config(weight, parquet)));
            assertThat(expected).hasSizeGreaterThan(LakeTables.TEXTS);
            KINDS.forEach((kind, input) -> assertThat(sorted(documents(spark, config(weight, input))))
                    .as("%s, weight %s", kind, weight)
                    .isEqualTo(expected));
        }
    }

    @Test
    void fromEveryKindOfTableAreTheSameExamples(SparkSession spark) {
        RunConfig files = config(1.5, parquet);
        List<String> expected = sorted(Preparation.of(files).examples(documents(spark, files)));
        assertThat(expected).hasSizeGreaterThan(20);
        for (String kind : List.of("Iceberg", "a database")) {
            RunConfig table = config(1.5, KINDS.get(kind));
            assertThat(sorted(Preparation.of(table).examples(documents(spark, table))))
                    .as(kind)
                    .isEqualTo(expected);
        }
    }

    @Test
    void tablesAndFilesMayBeMixed(SparkSession spark) throws IOException {
        CorpusInput german = KINDS.get("Iceberg").withWhere("meta.lang = 'de'");
        CorpusInput english = KINDS.get("Iceberg").withWhere("meta.lang = 'en'").withColumns("meta.body", "id");
        CorpusInput more = new CorpusInput(Files.writeString(folder.resolve("more.txt"), "A document of its own.")
                .toString());
        RunConfig all = config(1, german, more, english);

        List<String> documents = sorted(documents(spark, all));
        List<String> expected = new ArrayList<>(sorted(documents(spark, config(1, KINDS.get("Iceberg")))));
        expected.addAll(sorted(documents(spark, config(1, more))));
        assertThat(documents).containsExactlyInAnyOrderElementsOf(expected);

        Dataset<Row> sources = new ReadDocuments(all.corpus(), all.seed()).sources(spark);
        Map<String, Long> bySource = sources.collectAsList().stream()
                .collect(Collectors.groupingBy(
                        row -> row.getAs(DocumentSources.SOURCE) + " "
                                + (row.getAs(DocumentSources.SOURCE_ID) == null ? "without id" : "with id"),
                        Collectors.counting()));
        assertThat(bySource)
                .containsEntry("lake.news.articles without id", 21L)
                .containsEntry("lake.news.articles with id", 40L)
                .hasSize(3);
        assertThat(sources.select(Documents.DOCUMENT_ID).distinct().count()).isEqualTo(documents.size());
    }

    @Test
    void nullsAndBlankTextsAreRejectedAsInFiles(SparkSession spark) {
        RunConfig table = config(1, KINDS.get("Iceberg").withColumns("text", "id"));
        assertThat(sorted(new ReadDocuments(table.corpus(), table.seed()).rejected(spark)))
                .containsExactly(
                        "{\"source\":\"lake.news.articles\",\"reason\":\"blank_text\",\"detail\":\"lake.news.articles, row with id 61\"}",
                        "{\"source\":\"lake.news.articles\",\"reason\":\"null_text\",\"detail\":\"lake.news.articles, row with id 62\"}");
    }
}
