package cloze.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.CorpusConfig;
import cloze.config.CorpusInput;
import cloze.dataset.Documents;
import cloze.testing.SparkSessionExtension;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class ManyFilesTest {
    private static final long SEED = 5;

    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static ReadDocuments reader(Path... inputs) {
        return new ReadDocuments(Corpora.of(inputs), SEED);
    }

    /** Counts the tasks that read the files, without those of the shuffle that follows. */
    private static int readingTasks(SparkSession spark, ReadDocuments reader) {
        return reader.rejected(spark).toJavaRDD().getNumPartitions();
    }

    @Test
    void packsTenThousandFilesIntoFewTasks(SparkSession spark) throws IOException {
        for (int i = 0; i < 10_000; i++) {
            write("many/%d/%d.txt".formatted(i % 10, i), "text " + i);
        }
        ReadDocuments reader = reader(folder.resolve("many"));

        assertThat(readingTasks(spark, reader)).isLessThan(400);
        assertThat(reader.plan(spark).select(Documents.DOCUMENT_ID).distinct().count())
                .isEqualTo(10_000);
    }

    @Test
    void readsOneLargeFileOnAllCores(SparkSession spark) throws IOException {
        Path large = folder.resolve("large.txt");
        long documents = 30_000;
        try (BufferedWriter out = Files.newBufferedWriter(large)) {
            for (int i = 0; i < documents; i++) {
                out.write("document " + i + " x".repeat(500) + "\n\n");
            }
        }
        ReadDocuments reader = reader(large);

        assertThat(Files.size(large)).isGreaterThan(30_000_000);
        assertThat(readingTasks(spark, reader))
                .isGreaterThanOrEqualTo(2 * spark.sparkContext().defaultParallelism());
        assertThat(reader.plan(spark).count()).isEqualTo(documents);
    }

    @Test
    void planningLaunchesNoSparkJobHoweverManyFilesThereAre(SparkSession spark) throws Exception {
        for (int i = 0; i < 50; i++) {
            spark.range(2)
                    .selectExpr("concat(id, ' of %d') AS text".formatted(i))
                    .coalesce(1)
                    .write()
                    .parquet(folder.resolve("tables/" + i).toString());
        }
        write("a.jsonl", "{\"text\": \"a\"}");
        ReadDocuments reader = reader(folder);
        var jobs = new AtomicInteger();
        var listener = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart start) {
                jobs.incrementAndGet();
            }
        };
        spark.sparkContext().addSparkListener(listener);
        try {
            Dataset<Row> documents = reader.plan(spark);
            reader.sources(spark);
            reader.rejected(spark);
            spark.sparkContext().listenerBus().waitUntilEmpty();
            assertThat(jobs).hasValue(0);

            assertThat(documents.count()).isEqualTo(101);
            spark.sparkContext().listenerBus().waitUntilEmpty();
            assertThat(jobs).hasPositiveValue();
        } finally {
            spark.sparkContext().removeSparkListener(listener);
        }
    }

    @Test
    void readsNestedFoldersOfMixedSuffixesAndSeveralInputs(SparkSession spark) throws IOException {
        write("a/b/c/deep.txt", "one\n\ntwo");
        write("a/b/rows.jsonl", "{\"text\": \"three\"}");
        write("a/README", "four");
        spark.sql("SELECT 'five' AS text")
                .write()
                .parquet(folder.resolve("a/table").toString());
        write("z/1.txt", "six");
        write("z/2.md", "seven");

        Dataset<Row> documents =
                reader(folder.resolve("a"), folder.resolve("z/*.txt")).plan(spark);
        assertThat(documents.select(Documents.TEXT).collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrder("one", "two", "three", "four", "five", "six");
    }

    @Test
    void listsTheSameFilesInTheSameOrderWhateverTheFileSystemSays() throws IOException {
        for (String name : List.of("b/2.txt", "a/1.txt", "c.txt", "b/1.txt")) {
            write(name, name);
        }
        CorpusConfig corpus = Corpora.weighted(new CorpusInput(folder.toString(), 1));
        var backwards = new Configuration(false);
        backwards.setClass("fs.file.impl", Backwards.class, LocalFileSystem.class);
        backwards.setBoolean("fs.file.impl.disable.cache", true);

        assertThat(new ReadDocuments(corpus, SEED).files(backwards))
                .hasSize(4)
                .isEqualTo(new ReadDocuments(corpus, SEED).files(new Configuration(false)));
    }

    /** Lists folders in reverse order of names. Public because Hadoop creates it by name. */
    public static final class Backwards extends LocalFileSystem {
        @Override
        public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) throws IOException {
            List<FileStatus> listed = new ArrayList<>(List.of(super.listStatus(path)));
            listed.sort((a, b) -> b.getPath().compareTo(a.getPath()));
            return listed.toArray(FileStatus[]::new);
        }
    }
}
