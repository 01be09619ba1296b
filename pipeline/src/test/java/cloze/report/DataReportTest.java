package cloze.report;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.table.SmallTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class DataReportTest {
    private static SmallTable table(String columns, List<?>... rows) {
        var schema = new StructType();
        List<String> names = List.of(columns.split(" "));
        for (int column = 0; column < names.size(); column++) {
            schema = schema.add(names.get(column), type(rows.length == 0 ? "" : rows[0].get(column)));
        }
        return new SmallTable(
                schema,
                Arrays.stream(rows).map(row -> RowFactory.create(row.toArray())).toList());
    }

    private static DataType type(Object value) {
        if (value instanceof Long) {
            return DataTypes.LongType;
        }
        return value instanceof Double ? DataTypes.DoubleType : DataTypes.StringType;
    }

    private static Map<String, SmallTable> quality(double z) {
        Map<String, SmallTable> tables = new HashMap<>();
        tables.put("documents", table("split documents pieces_per_word", List.of("train", 8L, 1.25)));
        tables.put("duplicates", table("split duplicate_documents", List.of("train", 1L)));
        tables.put("leaks", table("unit leaked", List.of("sentences", 3L)));
        tables.put("lengths", table("split length_from examples", List.of("train", 0L, 1L), List.of("train", 16L, 3L)));
        tables.put("sentences", table("split tokens_from sentences", List.of("train", 1L, 4L)));
        tables.put("padding", table("split padding_share", List.of("train", 0.5)));
        tables.put("pairs", table("split random_next_share", List.of("train", 0.52)));
        tables.put("masks", table("split masked_share", List.of("train", 0.8)));
        tables.put(
                "distribution",
                table(
                        "split event among trials measured expected z",
                        List.of("train", "B is random", "chunks", 100L, 0.75, 0.5, z)));
        tables.put("shortcuts", table("feature auc", List.of("all", 0.6)));
        return tables;
    }

    private static Map<String, SmallTable> curation() {
        return Map.of(
                RemovedSection.COUNTS,
                table(
                        "verdict rule documents examples",
                        List.of("dropped", "gopher.min-words", 1L, "a b"),
                        List.of("kept", "", 3L, "c")),
                RemovedSection.SAMPLES,
                table(
                        "rule document_id value limit detail kept_document_id excerpt",
                        List.of("gopher.min-words", "a", 2.0, 50.0, "", "", "Too <short>.")),
                RemovedSection.LANGUAGES,
                table("language documents kept"),
                RemovedSection.CLUSTERS,
                table("rule documents_from clusters removed largest"),
                RemovedSection.REPLACEMENTS,
                table("kind replacements", List.of("email", 0L)));
    }

    private static DataReport report(Map<String, SmallTable> quality, Map<String, SmallTable> curation) {
        return new DataReport(
                "Data from books",
                quality,
                curation,
                table("reason rows", List.of("null_text", 2L), List.of("blank_text", 0L)),
                "deploy/local.sh prepare",
                "abc");
    }

    @Test
    void followsTheDataFromRowsToMasks() {
        String page = report(quality(0.5), curation()).page().markdown();

        assertThat(page)
                .containsSubsequence(
                        "# Data from books",
                        "## What came in",
                        "pieces_per_word",
                        "| null text | 2    |",
                        "## What was removed",
                        "3 of 4 documents stay (75.0 %)",
                        "| gopher.min-words | dropped | 1         | 25.0 % | a b      |",
                        "| gopher.min-words | 2.0000 | 50.0000 | a        | Too <short>.  |",
                        "## Repeats and leaks",
                        "## Lengths",
                        "train: most pairs, 75.0 %, from 16 tokens on",
                        "## Pairs and masks",
                        "All measured shares agree with the rules of the reference",
                        "| train | B is random | chunks | 100    | 75.0 %   | 50.0 %    | 0.5 |",
                        "## Shortcuts",
                        "Code version abc",
                        "deploy/local.sh prepare")
                .doesNotContain("blank text", "by language", "Clusters", "Personal data");
    }

    @Test
    void saysWhichSharesChanceDoesNotExplain() {
        assertThat(report(quality(-4.5), Map.of()).page().markdown())
                .contains("1 measured share(s) differ from the rules of the reference by more than chance explains")
                .doesNotContain("What was removed");
    }

    @Test
    void escapesExcerptsForABrowser() {
        assertThat(report(Map.of(), curation()).page().html())
                .contains("Too &lt;short&gt;.", "<svg")
                .doesNotContain("Lengths", "Pairs and masks");
    }
}
