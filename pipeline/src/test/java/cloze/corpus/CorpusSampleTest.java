package cloze.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.CorpusConfig;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sample stops after its share of bytes, whatever the rows hold. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class CorpusSampleTest {
    private static final int ROWS = 20_000;

    /** As there is one place, all of it is read there. */
    private static final int SAMPLE_BYTES = 10_000;

    @TempDir
    private Path folder;

    private Path pack(String name, String row) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((row + "\n").repeat(ROWS).getBytes(StandardCharsets.ISO_8859_1));
        }
        return file;
    }

    private static CorpusSample sample(SparkSession spark, Path corpus) {
        CorpusConfig config = Corpora.skipping(CorpusConfig.DocumentSplit.LINE, corpus);
        return new ReadDocuments(config, 7).sample(spark, SAMPLE_BYTES);
    }

    private static long rejected(CorpusSample sample) {
        return sample.stretches().stream()
                .mapToLong(CorpusSample.Stretch::rejected)
                .sum();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.jsonl.gz | {\"body\": \"A river.\"}",
                "b.jsonl.gz | {\"text\": null, \"n\": 7}",
                "c.jsonl.gz | {\"text\": \"\", \"n\": 78}",
                "d.jsonl.gz | {\"text\": \"caf\u00e9\", \"n\"}",
                "e.txt.gz   | caf\u00e9 au lait and so on",
                "f.jsonl.gz | no JSON, but some words",
            })
    void rejectedRowsOfAPackedFileCount(String name, String row, SparkSession spark) throws IOException {
        CorpusSample sample = sample(spark, pack(name, row));
        assertThat(sample.documents()).isZero();
        assertThat(rejected(sample)).isBetween(300L, SAMPLE_BYTES / (long) row.length() + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "' '", "CAST(X'E9' AS string)"})
    void rejectedRowsOfParquetCount(String text, SparkSession spark) {
        Path table = folder.resolve("table");
        spark.range(ROWS)
                .selectExpr("CAST(%s AS string) AS text".formatted(text))
                .coalesce(1)
                .write()
                .parquet(table.toString());
        CorpusSample sample = sample(spark, table);
        assertThat(sample.documents()).isZero();
        assertThat(rejected(sample)).isEqualTo(10);
    }

    @Test
    void theFieldsBesideATextCount(SparkSession spark) throws IOException {
        String row = "{\"text\": \"A river.\", \"html\": \"%s\"}".formatted("x".repeat(1_000));
        CorpusSample sample = sample(spark, pack("rows.jsonl.gz", row));
        assertThat(sample.documents()).isEqualTo(10);
        assertThat(rejected(sample)).isZero();
    }

    @Test
    void documentsOfParquetCountByTheirText(SparkSession spark) {
        Path table = folder.resolve("table");
        spark.range(ROWS)
                .selectExpr("repeat('x', 100) AS text")
                .coalesce(1)
                .write()
                .parquet(table.toString());
        assertThat(sample(spark, table).documents()).isEqualTo(100);
    }
}
