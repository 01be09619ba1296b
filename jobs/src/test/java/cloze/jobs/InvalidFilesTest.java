package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.jobs.command.Sessions;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and mistaken files end a job with one message that names the file, or are left out and counted where that was asked for. */
@Tag("spark")
class InvalidFilesTest {
    private static final int BAD_INPUT = 3;

    @TempDir
    Path folder;

    private CapturedJob prepare(Path input, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                SmallCorpus.prepare(input.toString(), folder.resolve("out").toString())));
        arguments.addAll(List.of(SmallCorpus.settings(settings)));
        return CapturedJob.run(new PrepareJob(), arguments.toArray(String[]::new));
    }

    private void assertFault(CapturedJob run, String... parts) {
        assertThat(run.exitCode()).as(run.progress()).isEqualTo(BAD_INPUT);
        assertThat(run.error()).containsSubsequence(parts).doesNotContain("\tat ", "Exception");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void packedFilesThatAreCutShort() throws IOException {
        byte[] corpus = Files.readAllBytes(SmallCorpus.write(folder));
        byte[] gzip = gzip(corpus);
        byte[] zstd = Zstd.compress(corpus);
        Path cutGzip = Files.write(folder.resolve("cut.txt.gz"), Arrays.copyOf(gzip, gzip.length / 2));
        Path cutZstd = Files.write(folder.resolve("cut.txt.zst"), Arrays.copyOf(zstd, zstd.length / 2));

        assertFault(prepare(cutGzip), "cut.txt.gz cannot be decompressed", "gzip -t");
        assertFault(prepare(cutZstd), "cut.txt.zst cannot be decompressed", "zstd -t");
    }

    @Test
    void oneParquetFileOfAnotherShape() throws IOException {
        Path tables = folder.resolve("tables");
        System.setProperty("spark.master", "local[2]");
        try (SparkSession spark = Sessions.open("test")) {
            spark.sql("SELECT 'Some text. More text.' AS text")
                    .write()
                    .parquet(tables.resolve("a").toString());
            spark.sql("SELECT 7 AS text").write().parquet(tables.resolve("b").toString());
        }
        assertFault(prepare(tables), "tables/b/part-", "column text is", "expected a string");
        assertFault(prepare(tables, "corpus.text-column=body"), "tables/a/part-", "has no column body");
    }

    @Test
    void invalidRowsAreLeftOutAndCountedWhenAskedFor() throws IOException {
        byte[] corpus = Files.readAllBytes(SmallCorpus.write(folder));
        var all = new ByteArrayOutputStream();
        all.write(corpus);
        all.write("caf\u00e9\n\n".getBytes(StandardCharsets.ISO_8859_1));
        Path file = Files.write(folder.resolve("mixed.txt"), all.toByteArray());

        assertFault(prepare(file), "mixed.txt, byte " + (corpus.length + 3), "corpus.on-invalid = skip");

        CapturedJob run = prepare(file, "corpus.on-invalid=skip");
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(folder.resolve("out/quality/rejected.csv"))
                .hasContent("reason,rows\nblank_text,0\nnull_text,0\ninvalid_utf8,1\ninvalid_json,0\n");
        assertThat(folder.resolve("out/rejected/corpus")).isDirectory();
        assertThat(folder.resolve("out/quality/sentences.csv"))
                .content()
                .startsWith("split,tokens_from,sentences,tokens,longest\ntrain,");
    }

    @Test
    void aSentenceOfAHundredThousandCharactersIsKept() throws IOException {
        Path corpus = SmallCorpus.write(folder);
        Path encoded = Files.writeString(
                folder.resolve("encoded.txt"),
                Files.readString(corpus) + "\n\nSee this: " + "QmFzZTY0".repeat(12_500) + "\n\nA list: "
                        + "one, two, ".repeat(10_000) + "and so on.\nThe end.\n");
        CapturedJob run = prepare(encoded, "corpus.validation-fraction=0");
        assertThat(run.exitCode()).as(run.progress()).isZero();
        // Of the list 40,011 tokens; what is encoded is one word of no pieces.
        assertThat(folder.resolve("out/quality/sentences.csv")).content().contains("train,32768,1,40011,40011");
    }
}
