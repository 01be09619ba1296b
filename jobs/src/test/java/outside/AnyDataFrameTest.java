package outside;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.hocon.ConfigLoader;
import cloze.config.RunConfig;
import cloze.corpus.FrameDocuments;
import cloze.dataset.DocumentSources;
import cloze.dataset.MaskedExamples;
import cloze.dataset.SentencePairs;
import cloze.error.ContractViolationException;
import cloze.error.InvalidInputException;
import cloze.prepare.ExamplePlan;
import cloze.prepare.Preparation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The library as somebody uses it who has only its public types and a DataFrame. */
@Tag("spark")
class AnyDataFrameTest {
    private static final int LINES = 15;

    private static SparkSession spark;

    @BeforeAll
    static void open() {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .getOrCreate();
    }

    @AfterAll
    static void close() {
        spark.stop();
    }

    /** Short stories with a number in them, with a column that nobody needs. */
    private static Dataset<Row> table(int rows) {
        return spark.range(rows)
                .select(
                        concat(lit("doc-"), col("id")).as("id"),
                        concat(
                                        lit("Anna walks to house "),
                                        col("id"),
                                        lit(". There she meets a cat.\nThe cat sleeps. Anna walks home again."))
                                .as("text"),
                        lit(1).as("other"));
    }

    // example
    static Dataset<Row> examples(Dataset<Row> df) {
        RunConfig config = ConfigLoader.load(
                Optional.empty(), List.of("vocabulary.vocab-size = 120", "examples.max-seq-length = 32"));
        Dataset<Row> documents =
                FrameDocuments.of(df.select("id", "text"), "id", "text").plan(config);

        // Trains a vocabulary; with vocabulary.file it reads one.
        ExamplePlan plan = Preparation.of(config).plan(documents);
        Dataset<Row> tokens = plan.tokenized(documents).cache();
        // Pairs alone: token ids, segment ids and next-sentence labels.
        Dataset<Row> pairs = plan.pairs(tokens);
        // Masks alone: any pairs in, masked examples out.
        return plan.masked(pairs);
    }
    // end of example

    @Test
    void idsAndTextsInExamplesOut() {
        Dataset<Row> examples = examples(table(60));
        assertThat(examples.columns()).contains(MaskedExamples.INPUT_IDS, SentencePairs.NEXT_SENTENCE_LABELS);
        assertThat(examples.count()).isGreaterThanOrEqualTo(60);
    }

    @Test
    void oneCallGivesTheSameExamples() {
        RunConfig config = config();
        Dataset<Row> documents = FrameDocuments.of(table(60), "id", "text").plan(config);
        assertThat(sorted(Preparation.of(config).examples(documents))).isEqualTo(sorted(examples(table(60))));
    }

    @Test
    void anIdLeadsBackToItsRow() {
        Dataset<Row> sources = FrameDocuments.of(table(60), "id", "text").sources(config());
        Dataset<Row> examples = examples(table(60));
        assertThat(examples.join(sources, SentencePairs.DOCUMENT_ID)
                        .where(col(DocumentSources.SOURCE_ID).startsWith("doc-"))
                        .count())
                .isEqualTo(examples.count());
    }

    @Test
    void everyWrongColumnIsNamed() {
        Dataset<Row> rows = table(3).select(col("other").cast("double").as("id"), col("other"));
        assertThatThrownBy(() -> FrameDocuments.of(rows, "id", "text"))
                .isInstanceOf(ContractViolationException.class)
                .hasMessage(
                        "Documents of a DataFrame: column id is double, expected string, bigint, int, smallint or tinyint; "
                                + "column text is missing. Present: id, other");
        assertThatThrownBy(() -> FrameDocuments.of(table(3), "id", "other"))
                .hasMessageContaining("column other is int, expected string.");
    }

    @Test
    void everyWrongRowIsCounted() {
        Dataset<Row> rows = spark.sql(
                "select * from values ('a', 'one'), ('a', 'two'), (null, 'three'), ('c', null), ('d', ' ') as t(id, text)");
        assertThatThrownBy(() -> FrameDocuments.of(rows, "id", "text").plan(config()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Documents of a DataFrame: expected in every row a text and an id of its own, found "
                        + "1 row(s) without an id, 1 row(s) without a text, 1 row(s) with a blank text, "
                        + "ids of more than one row, such as \"a\"; drop or repair these rows");
        assertThatThrownBy(() -> FrameDocuments.of(rows.limit(0), "id", "text").plan(config()))
                .hasMessageContaining("found no row;");
    }

    @Test
    void theDocumentationShowsThisExample() throws IOException {
        String source = Files.readString(Path.of("src/test/java/outside/AnyDataFrameTest.java"));
        List<String> example = source.substring(
                        source.indexOf("// example\n") + 11, source.indexOf("    // end of example"))
                .lines()
                .map(line -> line.startsWith("    ") ? line.substring(4) : line)
                .toList();
        assertThat(example).hasSizeLessThanOrEqualTo(LINES);
        assertThat(Path.of("../pipeline/LIBRARY.md")).content().contains(String.join("\n", example));
        assertThat(Path.of("../pipeline/src/main/java/cloze/prepare/package-info.java"))
                .content()
                .contains(example.stream()
                        .map(line -> (" * " + line).stripTrailing())
                        .collect(Collectors.joining("\n")));
    }

    private static RunConfig config() {
        return ConfigLoader.load(
                Optional.empty(), List.of("vocabulary.vocab-size = 120", "examples.max-seq-length = 32"));
    }

    private static List<String> sorted(Dataset<Row> rows) {
        return rows.toJSON().collectAsList().stream().sorted().toList();
    }
}
