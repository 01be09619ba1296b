package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.jobs.command.Sessions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class SameExamplesTest {
    @TempDir
    Path folder;

    @Test
    void oneCoreAndThreePartitionsGiveTheExamplesOfTwoCoresAndSeven() throws IOException {
        String corpus = SmallCorpus.write(folder).toString();
        assertThat(examples("local[1]", "3", corpus, folder.resolve("one").toString()))
                .hasSizeGreaterThan(40)
                .isEqualTo(
                        examples("local[2]", "7", corpus, folder.resolve("two").toString()));
    }

    private static List<String> examples(String master, String partitions, String corpus, String output)
            throws IOException {
        CapturedJob run = CapturedJob.run(master, partitions, new PrepareJob(), SmallCorpus.prepare(corpus, output));
        assertThat(run.exitCode()).as(run.progress()).isZero();
        try (SparkSession spark = Sessions.open("test")) {
            var found = new java.util.ArrayList<String>();
            for (String split : List.of("train", "validation")) {
                found.addAll(spark.read()
                        .parquet(output + "/examples/" + split)
                        .orderBy("example_id")
                        .toJSON()
                        .collectAsList());
            }
            return found;
        }
    }
}
