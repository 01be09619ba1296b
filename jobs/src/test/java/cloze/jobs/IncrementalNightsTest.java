package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.jobs.command.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a night reads of the corpus changes how long it takes, not its model. */
@Tag("spark")
@Tag("slow")
class IncrementalNightsTest {
    private static final String EVERYTHING = "retrain.incremental=false";

    @TempDir
    private Path folder;

    @Test
    void modelsAreTheSameAsWhenEverythingIsReadAndDeletedDocumentsAreReported() throws IOException {
        Nights incremental = Nights.begin(Files.createDirectories(folder.resolve("incremental")));
        Nights full = Nights.begin(Files.createDirectories(folder.resolve("full")));
        incremental.succeed();
        full.succeed(EVERYTHING);
        for (Nights nights : new Nights[] {incremental, full}) {
            nights.add("second.txt", SmallCorpus.documents(11, Nights.SECOND));
        }
        CapturedJob second = incremental.run();
        assertThat(second.exitCode()).as(second.progress()).isZero();
        assertThat(second.progress()).contains("reading only what is new: 1 of 2 file(s)");
        CapturedJob whole = full.run(EVERYTHING);
        assertThat(whole.exitCode()).as(whole.progress()).isZero();
        assertThat(whole.progress()).contains("reading the whole corpus: " + EVERYTHING.replace("=", " = "));
        for (int version = 1; version <= 2; version++) {
            assertThat(incremental.weights(version)).as("version " + version).isEqualTo(full.weights(version));
        }

        Files.delete(incremental.corpus().resolve("second.txt"));
        incremental.add("third.txt", SmallCorpus.documents(13, Nights.SECOND));
        CapturedJob third = incremental.run("retrain.max-surprise = 100");
        assertThat(third.exitCode()).as(third.progress()).isZero();
        String gone = Integer.toString(Nights.SECOND);
        assertThat(third.results()).contains(gone + " document(s) of earlier runs were removed from the corpus");
        assertThat(incremental.runs("removed_documents")).containsExactly("0", "0", gone);
        try (SparkSession spark = Sessions.open("test")) {
            String table =
                    incremental.registry().resolve("versions/3/tables/removed").toString();
            assertThat(spark.read().parquet(table).count()).isEqualTo(Nights.SECOND);
        }
    }
}
