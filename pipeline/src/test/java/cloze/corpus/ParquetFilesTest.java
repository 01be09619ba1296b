package cloze.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.CorpusConfig;
import cloze.corpus.read.RejectedTexts;
import cloze.dataset.Documents;
import cloze.error.InvalidInputException;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class ParquetFilesTest {
    private static final long SEED = 5;

    @TempDir
    private Path folder;

    /** Writes one Parquet file into the folder {@code name}. */
    private Path table(SparkSession spark, String name, String query) {
        Path table = folder.resolve(name);
        spark.sql(query).coalesce(1).write().parquet(table.toString());
        return table;
    }

    private static ReadDocuments reader(CorpusConfig corpus) {
        return new ReadDocuments(corpus, SEED);
    }

    private void assertFault(SparkSession spark, CorpusConfig corpus, String... parts) {
        Dataset<Row> documents = reader(corpus).plan(spark);
        var fault = assertThatThrownBy(documents::collectAsList)
                .hasStackTraceContaining(InvalidInputException.class.getName());
        for (String part : parts) {
            fault.hasStackTraceContaining(part);
        }
    }

    @Test
    void readsEachRowOnceHoweverTheFileIsCut(SparkSession spark) {
        Path table = folder.resolve("rows");
        spark.range(20_000)
                .selectExpr("concat('text ', id, ' ', sha2(cast(id AS string), 512)) AS text", "id")
                .coalesce(1)
                .write()
                .option("parquet.block.size", 100_000)
                .option("parquet.page.size", 10_000)
                .parquet(table.toString());
        String before = spark.conf().get("spark.sql.files.maxPartitionBytes");
        spark.conf().set("spark.sql.files.maxPartitionBytes", "150000");
        try {
            ReadDocuments reader = reader(Corpora.of(table));
            assertThat(reader.rejected(spark).toJavaRDD().getNumPartitions()).isGreaterThan(5);
            Dataset<Row> documents = reader.plan(spark).persist();
            assertThat(documents.count()).isEqualTo(20_000);
            assertThat(documents.select(Documents.TEXT).distinct().count()).isEqualTo(20_000);
            documents.unpersist();
        } finally {
            spark.conf().set("spark.sql.files.maxPartitionBytes", before);
        }
    }

    @Test
    void namesTheOneFileThatLacksTheColumn(SparkSession spark) {
        Path good = table(spark, "a", "SELECT 'fine' AS text");
        Path bad = table(spark, "b", "SELECT 'fine' AS body, 7 AS id");
        assertFault(
                spark, Corpora.of(good, bad), "/b/part-", "has no column text; it has body, id", "corpus.text-column");
    }

    @Test
    void namesTheOneFileWhoseColumnHasAnotherType(SparkSession spark) {
        Path good = table(spark, "a", "SELECT 'fine' AS text");
        Path number = table(spark, "b", "SELECT 7 AS text");
        Path list = table(spark, "c", "SELECT array('x') AS text");
        assertFault(spark, Corpora.of(good, number), "/b/part-", "column text is", "int32 text, expected a string");
        assertFault(spark, Corpora.of(good, list), "/c/part-", "column text is", "expected a string");
    }

    @Test
    void namesTheOneFileThatIsNoParquet(SparkSession spark) throws IOException {
        Path good = table(spark, "a", "SELECT 'fine' AS text");
        Path text = Files.writeString(folder.resolve("b.parquet"), "some text");
        assertFault(spark, Corpora.of(good, text), "b.parquet cannot be read as Parquet");
    }

    @Test
    void namesTheOneFileThatIsDamaged(SparkSession spark) throws IOException {
        Path good = table(spark, "a", "SELECT 'fine' AS text");
        byte[] whole = part(good);
        Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(whole, whole.length - 20));
        byte[] otherFooter = whole.clone();
        Arrays.fill(otherFooter, whole.length - 100, whole.length - 8, (byte) 0xff);
        Path footer = Files.write(folder.resolve("footer.parquet"), otherFooter);
        byte[] otherPage = whole.clone();
        Arrays.fill(otherPage, 8, 30, (byte) 0xff);
        Path page = Files.write(folder.resolve("page.parquet"), otherPage);
        for (Path damaged : List.of(cut, footer, page)) {
            assertFault(
                    spark, Corpora.of(good, damaged), damaged.getFileName() + " cannot be read as Parquet", "damaged");
        }
    }

    /** Returns the only file of a table. */
    private static byte[] part(Path table) throws IOException {
        try (var files = Files.list(table)) {
            Path part = files.filter(file -> file.toString().endsWith(".parquet"))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllBytes(part);
        }
    }

    @Test
    void countsNullsAndBlanksAsRejected(SparkSession spark) {
        Path table = table(
                spark, "a", "SELECT * FROM VALUES ('one'), (NULL), (' '), ('two'), (CAST(NULL AS string)) AS t(text)");
        ReadDocuments reader = reader(Corpora.of(table));

        assertThat(reader.plan(spark).count()).isEqualTo(2);
        assertThat(RejectedTexts.byReason(reader.rejected(spark)).csv())
                .isEqualTo("reason,rows\nblank_text,1\nnull_text,2\ninvalid_utf8,0\ninvalid_json,0\n");
        assertThat(reader.rejected(spark).where("reason = 'blank_text'").first().getString(2))
                .contains(".parquet, byte 0 of row 2's text");
    }

    @Test
    void keepsTheIdsOfRows(SparkSession spark) {
        Path numbers = table(spark, "a", "SELECT * FROM VALUES ('one', 7L), ('two', NULL) AS t(text, id)");
        Path names = table(spark, "b", "SELECT 'three' AS text, 'c-3' AS id");
        CorpusConfig corpus = Corpora.withIds(numbers, names);

        assertThat(reader(corpus)
                        .plan(spark)
                        .join(reader(corpus).sources(spark), Documents.DOCUMENT_ID)
                        .selectExpr("text", "source_id")
                        .collectAsList())
                .extracting(Row::toString)
                .containsExactlyInAnyOrder("[one,7]", "[two,null]", "[three,c-3]");
    }

    @Test
    void namesAFileWithoutTheIdOrWithAListForIt(SparkSession spark) {
        Path good = table(spark, "a", "SELECT 'x' AS text, 1 AS id");
        Path without = table(spark, "b", "SELECT 'x' AS text");
        Path list = table(spark, "c", "SELECT 'x' AS text, array(1) AS id");
        assertFault(spark, Corpora.withIds(good, without), "/b/part-", "has no column id", "corpus.id-column");
        assertFault(spark, Corpora.withIds(good, list), "/c/part-", "column id is", "expected a string or a number");
    }
}
