package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.artifact.UnseenDocuments;
import cloze.dataset.Documents;
import cloze.jobs.command.Sessions;
import cloze.release.registry.Lease;
import cloze.release.registry.Registry;
import cloze.retrain.RegistryState;
import cloze.retrain.ResultPublication;
import cloze.retrain.RunRow;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@Tag("slow")
class RetrainJobTest {
    private static final int OTHER_FAULT = 1;
    private static final int BAD_INPUT = 3;

    @TempDir
    private static Path shared;

    /** After two nights; of the second each run but the last was killed in its ending. */
    private static Nights before;

    private static CapturedJob first;
    private static final List<CapturedJob> SECOND = new ArrayList<>();

    @TempDir
    private Path folder;

    private Nights nights;

    @BeforeAll
    static void trainTwice() throws IOException {
        before = Nights.begin(shared);
        first = before.run();
        before.add("second.txt", SmallCorpus.documents(11, Nights.SECOND));
        for (ResultPublication.Milestone step : ResultPublication.Milestone.values()) {
            SECOND.add(before.killedAfter(step));
        }
        SECOND.add(before.run());
    }

    @BeforeEach
    void copyTheRegistry() throws IOException {
        nights = before.copy(folder);
    }

    @Test
    void theFirstVersionIsPromoted() throws IOException {
        assertThat(first.exitCode()).as(first.progress()).isZero();
        assertThat(Nights.lastLine(first)).isEqualTo("promoted version 1: the first");
        for (String name : List.of("config.json", "vocab.txt", "README.md", "manifest.json", "tables/evaluation.csv")) {
            assertThat(nights.registry().resolve("versions/1").resolve(name)).isNotEmptyFile();
        }
        assertThat(nights.registry().resolve("validation/manifest.json")).exists();
    }

    @Test
    void theSecondIsMadeOfNewDocumentsAndSomeOldExamples() throws IOException {
        assertThat(nights.champion()).isEqualTo("2");
        assertThat(nights.runs("outcome")).containsExactly("promoted", "promoted");
        assertThat(nights.runs("champion_before")).containsExactly("", "1");
        long documents = Long.parseLong(nights.runs("new_documents").get(1));
        long heldOut = Long.parseLong(nights.runs("new_held_out_documents").get(1));
        assertThat(documents + heldOut).isEqualTo(Nights.SECOND);
        // Half of the examples are to be older ones: a draw, or all there are.
        double fresh = Double.parseDouble(nights.runs("new_examples").get(1));
        double replayed = Double.parseDouble(nights.runs("replayed_examples").get(1));
        assertThat(replayed / (fresh + replayed)).isBetween(0.4, 0.6);
        assertThat(nights.read("versions/2/vocab.txt")).isEqualTo(nights.read("versions/1/vocab.txt"));
        assertThat(nights.read("versions/2/tables/comparison.csv"))
                .contains("frozen,loss,", "frozen,masked_lm_loss,", "new,loss,");
        assertThat(nights.read("versions/2/tables/drift.csv")).contains("train,", "validation,");
        try (SparkSession spark = Sessions.open("test")) {
            Dataset<Row> seen = spark.read().parquet(documentsOf("data/2"));
            assertThat(seen.count()).isEqualTo(Nights.SECOND);
            Dataset<Row> both = seen.unionAll(spark.read().parquet(documentsOf("validation")));
            assertThat(both.select(Documents.DOCUMENT_ID).distinct().count()).isEqualTo(Nights.FIRST + Nights.SECOND);
        }
    }

    @Test
    void thePageAndTheTableSayWhatWasDecidedFrom() throws IOException {
        assertThat(nights.runs("p_value").get(0)).isEmpty();
        double spent = Double.parseDouble(nights.runs("spent").get(1));
        assertThat(spent).isCloseTo(0.5 / 365, within(1e-12));
        assertThat(Double.parseDouble(nights.runs("p_value").get(1))).isBetween(0.0, spent);
        assertThat(Double.parseDouble(nights.runs("spent_in_year").get(1))).isCloseTo(spent, within(1e-12));
        assertThat(nights.read("report.md"))
                .contains("Version 2 is in use.", "promoted version 1", "[version 2](versions/2/README.md)");
        assertThat(nights.read("report.html")).contains("<svg");
        assertThat(nights.read("versions/2/README.md"))
                .contains("model-index: [{", "wall time of the training run", "of the held-out sentences also occur")
                .doesNotContain(folder.toString(), shared.toString());
    }

    @Test
    void aNightThatRunsOutOfItsTimeIsJudgedLikeAnyOther() throws IOException {
        nights.add("third.txt", SmallCorpus.documents(13, Nights.SECOND));

        // Without the limit it would not end.
        nights.succeed("retrain.time-limit = 1", "training { max-steps = 1000000, checkpoint-every = 1000 }");
        assertThat(nights.runs("outcome")).hasSize(3).last().isIn("promoted", "kept");
        assertThat(nights.versions()).containsExactly("1", "2", "3");
        assertThat(nights.read("versions/3/tables/comparison.csv")).contains("frozen,loss,", "recent,loss,");
    }

    @Test
    void aFirstVersionMayStartFromAModelFolder() throws IOException {
        var other = Nights.begin(Files.createDirectories(folder.resolve("other")));
        Path model = nights.registry().resolve("versions/1");
        // At so low a rate the first version is what it started from.
        String last = other.succeed("model=\"" + model + "\"", "training { learning-rate = 1e-12, max-steps = 2 }");
        assertThat(last).isEqualTo("promoted version 1: the first");
        assertThat(other.read("versions/1/vocab.txt")).isEqualTo(nights.read("versions/1/vocab.txt"));
        double loss = Double.parseDouble(nights.runs("challenger_loss").get(0));
        assertThat(Double.parseDouble(other.runs("challenger_loss").get(0))).isCloseTo(loss, within(1e-4));
    }

    private String documentsOf(String prepared) {
        return nights.registry()
                .resolve(prepared)
                .resolve(UnseenDocuments.TABLE)
                .toString();
    }

    @Test
    void killedBetweenAnyTwoStepsOfItsEndingItIsFinishedByTheNextRun() throws IOException {
        List<CapturedJob> killed = SECOND.subList(0, SECOND.size() - 1);
        assertThat(killed).extracting(CapturedJob::exitCode).containsOnly(OTHER_FAULT);
        assertThat(killed.get(0).progress()).contains("training on", "killed after DECIDED");
        // Every later run finishes the one before it, up to where it is killed itself; nothing is trained again.
        for (CapturedJob run : SECOND.subList(1, SECOND.size())) {
            assertThat(run.progress()).doesNotContain("training on");
        }
        assertThat(Nights.lastLine(SECOND.get(SECOND.size() - 1))).startsWith("promoted version 2: gain in loss ");
        assertThat(nights.registry().resolve("work")).isEmptyDirectory();
    }

    @Test
    void aResultThatTheRegistryHasGoneOnWithoutIsForgotten() throws IOException {
        Path work = Files.createDirectories(nights.registry().resolve("work/late/model"));
        var late = new RunRow(
                "late",
                RunRow.now(),
                RunRow.Outcome.PROMOTED,
                2,
                1,
                RunRow.Amounts.NONE,
                RunRow.Compared.NONE,
                RunRow.Drift.NONE,
                1,
                "late");
        Files.writeString(work.resolveSibling(ResultPublication.RESULT), new ObjectMapper().writeValueAsString(late));

        assertThat(nights.succeed()).isEqualTo("nothing new: version 2 stays");
        assertThat(nights.versions()).containsExactly("1", "2");
        assertThat(nights.registry().resolve("work")).isEmptyDirectory();
    }

    @Test
    void withoutNewDocumentsTheChampionStays() throws IOException {
        assertThat(nights.succeed()).isEqualTo("nothing new: version 2 stays");
        assertThat(nights.runs("outcome")).endsWith("nothing new");
        assertThat(nights.versions()).containsExactly("1", "2");
    }

    @Test
    void tooFewNewDocumentsWait() throws IOException {
        nights.add("third.txt", SmallCorpus.documents(13, 5));

        assertThat(nights.succeed("retrain.min-documents=6")).isEqualTo("nothing new: version 2 stays");
        assertThat(nights.read("runs.csv")).contains("new training documents", "retrain.min-documents = 6");
        assertThat(nights.registry().resolve("data/3")).doesNotExist();
    }

    @Test
    void whatSpoilsTheChampionIsNotPromotedAndAFailedRunGoesOn() throws IOException {
        nights.add("poison.txt", Nights.poison(17, 2 * Nights.SECOND));
        String[] settings = {
            "examples.gates { max-leaked-sentence-share = 1, max-leaked-document-share = 1 }",
            // Too few of them are held out: those wait.
            "retrain { max-surprise = 100, min-documents = 20 }"
        };
        Path held = nights.registry().resolve("validation/examples/validation");
        Path away = Files.move(held, folder.resolve("away"));
        CapturedJob failed = nights.run(settings);
        assertThat(failed.exitCode()).isNotZero();
        assertThat(failed.progress()).contains("tokenizing");
        assertThat(Nights.lastLine(failed)).startsWith("failed: ");
        assertThat(nights.runs("outcome")).endsWith("failed");

        Files.move(away, held);
        CapturedJob again = nights.run(settings);
        assertThat(again.exitCode()).as(again.progress()).isZero();
        assertThat(again.progress()).contains("prepared is complete already").doesNotContain("tokenizing");
        assertThat(Nights.lastLine(again)).startsWith("kept version 2: gain in loss -");
        assertThat(nights.champion()).isEqualTo("2");
        assertThat(nights.runs("outcome")).endsWith("failed", "kept");
        assertThat(nights.versions()).containsExactly("1", "2", "3");
        assertThat(nights.read("versions/3/tables/comparison.csv"))
                .contains("frozen,loss,", "recent,loss,")
                .doesNotContain("new,");
        assertThat(nights.succeed()).isEqualTo("nothing new: version 2 stays");
    }

    @Test
    void anUnreadableBatchFailsAndIsNewAgainOnceItIsMended() throws IOException {
        nights.add("poison.txt", SmallCorpus.documents(19, 30).replaceAll("[A-Za-z]", "\u03be"));
        CapturedJob failed = nights.run();

        assertThat(failed.exitCode()).as(failed.progress()).isEqualTo(BAD_INPUT);
        assertThat(Nights.lastLine(failed)).startsWith("failed: ").contains("quality gate");
        assertThat(nights.runs("outcome")).endsWith("failed");
        assertThat(nights.read("runs.csv")).contains("max-unk-share");
        assertThat(nights.champion()).isEqualTo("2");
        assertThat(nights.registry().resolve("data/3")).doesNotExist();

        Files.delete(nights.corpus().resolve("poison.txt"));
        assertThat(nights.succeed()).isEqualTo("nothing new: version 2 stays");
        assertThat(nights.registry().resolve("work")).isEmptyDirectory();
    }

    @Test
    void aBatchThatIsStrangeToTheChampionFailsBeforeItIsTrainedOn() throws IOException {
        nights.add("third.txt", SmallCorpus.documents(23, Nights.SECOND));
        CapturedJob failed = nights.run("retrain.max-surprise = -1");

        assertThat(failed.exitCode()).as(failed.progress()).isEqualTo(BAD_INPUT);
        assertThat(failed.error()).contains("predicts the new documents badly", "retrain.max-surprise");
        assertThat(failed.progress()).doesNotContain("training on");
        assertThat(nights.runs("outcome")).endsWith("failed");
        assertThat(nights.champion()).isEqualTo("2");
    }

    @Test
    void theSecondOfTwoAtOnceSaysWhoIsAtWork() throws IOException {
        Registry registry = Registry.open(new Configuration(), nights.registry().toString());
        try (Lease lease = registry.acquire(Duration.ofMinutes(5))) {
            CapturedJob run = nights.run();

            assertThat(lease).isNotNull();
            assertThat(run.exitCode()).isEqualTo(OTHER_FAULT);
            assertThat(run.error())
                    .contains("is in use by process " + ProcessHandle.current().pid());
            assertThat(Nights.lastLine(run)).startsWith("failed: Registry ");
        }
        assertThat(nights.succeed()).isEqualTo("nothing new: version 2 stays");
    }

    @Test
    void anOrderGoesBackOneVersionEvenWhenItWasKilledAndGivenAgain() throws IOException {
        CapturedJob killed = nights.rollBack(Nights.killing(ResultPublication.Milestone.RECORDED));
        assertThat(killed.exitCode()).isEqualTo(OTHER_FAULT);
        assertThat(nights.champion()).isEqualTo("2");

        CapturedJob again = nights.rollBack(new RetrainJob());
        assertThat(Nights.lastLine(again)).isEqualTo("rolled back to version 1");
        assertThat(nights.champion()).isEqualTo("1");
        assertThat(nights.runs("outcome")).containsOnlyOnce("rolled back");
        assertThat(nights.succeed()).isEqualTo("nothing new: version 1 stays");

        CapturedJob further = nights.rollBack(new RetrainJob());
        assertThat(further.exitCode()).isEqualTo(BAD_INPUT);
        assertThat(further.error()).contains("expected the champion before version 1", "nothing to roll back to");
        assertThat(nights.champion()).isEqualTo("1");
    }

    @Test
    void afterARollbackWhatWasTakenBackIsNotReplayed() throws IOException {
        nights.rollBack(new RetrainJob());
        try (SparkSession spark = Sessions.open("test")) {
            RegistryState state = RegistryState.read(spark, nights.registry().toString());

            assertThat(state.lineage()).singleElement().asString().endsWith("/validation");
            assertThat(state.seen()).hasSize(2);
            assertThat(state.nextVersion()).isEqualTo(3);
        }
    }

    @Test
    void theNewestVersionsStayAndTheChampionAndTheOneBefore() throws IOException {
        Registry registry = Registry.open(new Configuration(), nights.registry().toString());
        try (Lease lease = registry.acquire(Duration.ofMinutes(5))) {
            for (String run : List.of("third", "fourth", "fifth")) {
                Path model = Files.createDirectories(
                        nights.registry().resolve("work").resolve(run));
                registry.publish(lease, run, new org.apache.hadoop.fs.Path(model.toUri()));
            }
        }
        nights.rollBack(new RetrainJob(), "retrain.keep-versions=2");

        assertThat(nights.versions()).containsExactly("1", "4", "5");
    }
}
