package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@Tag("slow")
class ExperimentTest {
    @TempDir
    Path folder;

    @Test
    void variantsAndSeedsEndInOneTable() throws IOException {
        String output = folder.resolve("experiment").toString();
        String[] command = command(SmallCorpus.write(folder).toString(), output);
        CapturedJob run = CapturedJob.run(new ExperimentJob(), command);
        assertThat(run.exitCode()).as(run.progress()).isZero();

        List<String> comparison = Files.readAllLines(folder.resolve("experiment/tables/comparison.csv"));
        assertThat(comparison).hasSize(3);
        assertThat(comparison.get(0).split(","))
                .startsWith("variant", "seeds")
                .contains(
                        "train_masked_lm_accuracy",
                        "validation_masked_lm_accuracy",
                        "validation_masked_lm_accuracy_low",
                        "validation_masked_lm_accuracy_high",
                        "train_masked_lm_loss",
                        "validation_masked_lm_loss",
                        "train_next_sentence_accuracy",
                        "validation_next_sentence_accuracy",
                        "ceiling_masked_lm_accuracy",
                        "ceiling_next_sentence_accuracy",
                        "unigram_baseline_accuracy",
                        "seconds",
                        "rounds");
        assertThat(comparison.get(1)).startsWith("mlm-only,2,");
        assertThat(comparison.get(2)).startsWith("mlm-nsp,2,");
        assertThat(folder.resolve("experiment/report.md"))
                .content()
                .startsWith("# Experiment: mlm-only, mlm-nsp\n")
                .contains("| mlm-only ", "| mlm-nsp ");
        assertThat(folder.resolve("experiment/report.html"))
                .content()
                .contains("<svg ", "deploy/local.sh experiment --set ", "mlm-nsp \u2212 mlm-only")
                .doesNotContain("NaN", "http:", "https:");
        assertThat(Files.readAllLines(folder.resolve("experiment/tables/curves.csv")))
                .anySatisfy(line -> assertThat(line).startsWith("mlm-nsp,2,train,"));
        assertThat(run.progress())
                .contains("run 1 of 4: variant mlm-only, seed 1\n", "run 4 of 4: variant mlm-nsp, seed 2, about ");

        Path evaluation = folder.resolve("experiment/mlm-nsp/seed-2/evaluate/tables/evaluation.csv");
        assertThat(Files.readAllLines(evaluation))
                .anySatisfy(line -> assertThat(line).contains(",mlm-nsp,validation,"));

        CapturedJob again = CapturedJob.run(new ExperimentJob(), command);
        assertThat(again.exitCode()).isZero();
        assertThat(again.results()).isEqualTo(run.results());
        assertThat(again.progress()).contains("is complete already");
    }

    @Test
    void variantsStartFromTheSameWeights() throws IOException {
        String output = folder.resolve("experiment").toString();
        List<String> command =
                new ArrayList<>(List.of(command(SmallCorpus.write(folder).toString(), output)));
        // Warm-up begins at a rate of zero: after one step the weights are still those they started from.
        command.addAll(List.of(SmallCorpus.settings(
                "training { averaging-frequency = 1, warmup-proportion = 0.5, max-steps = 4 }",
                "experiment.seeds=[1]")));
        CapturedJob run = CapturedJob.run(new ExperimentJob(), command.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(SmallRun.weightsAt(1, output + "/mlm-only/seed-1/pretrain"))
                .isEqualTo(SmallRun.weightsAt(1, output + "/mlm-nsp/seed-1/pretrain"));
        assertThat(SmallRun.weightsAt(3, output + "/mlm-only/seed-1/pretrain"))
                .isNotEqualTo(SmallRun.weightsAt(3, output + "/mlm-nsp/seed-1/pretrain"));
    }

    @Test
    void runsAtTheSameTimeEndWithTheSameWeights() throws IOException {
        String corpus = SmallCorpus.write(folder).toString();
        for (int atOnce : List.of(1, 2)) {
            String output = folder.resolve("at-once-" + atOnce).toString();
            List<String> command = new ArrayList<>(List.of(command(corpus, output)));
            command.addAll(List.of(SmallCorpus.settings(
                    "training.max-steps=4", "experiment { seeds = [1], runs-at-once = " + atOnce + " }")));
            CapturedJob run = CapturedJob.run(new ExperimentJob(), command.toArray(String[]::new));
            assertThat(run.exitCode()).as(run.progress()).isZero();
            if (atOnce == 2) {
                assertThat(run.progress()).contains("-- mlm-only, seed 1: ", "-- mlm-nsp, seed 1: ");
            }
        }
        for (String variant : List.of("mlm-only", "mlm-nsp")) {
            String run = "/" + variant + "/seed-1/pretrain";
            assertThat(SmallRun.weightsAt(4, folder + "/at-once-2" + run))
                    .as(variant)
                    .isEqualTo(SmallRun.weightsAt(4, folder + "/at-once-1" + run));
        }
    }

    @Test
    @Tag("platform")
    void withoutTrainingExamplesTheirCellsAreEmpty() throws IOException {
        String output = folder.resolve("experiment").toString();
        List<String> command =
                new ArrayList<>(List.of(command(SmallCorpus.write(folder).toString(), output)));
        command.addAll(List.of(SmallCorpus.settings(
                "training.max-steps=2",
                "evaluation.train-examples=0",
                "experiment { variants = [{ name = alone }], seeds = [1, 2] }")));
        CapturedJob run = CapturedJob.run(new ExperimentJob(), command.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.progress()).isZero();

        List<String> comparison = Files.readAllLines(folder.resolve("experiment/tables/comparison.csv"));
        assertThat(comparison).hasSize(2);
        List<String> names = List.of(comparison.get(0).split(",", -1));
        String[] cells = comparison.get(1).split(",", -1);
        for (String name : names.subList(2, 20)) {
            String cell = cells[names.indexOf(name)];
            if (name.startsWith("train_")) {
                assertThat(cell).as(name).isEmpty();
            } else {
                assertThat(cell).as(name).matches("-?[0-9.E-]+");
            }
        }
        assertThat(folder.resolve("experiment/report.md")).content().startsWith("# Experiment: alone\n");
    }

    private static String[] command(String corpus, String output) {
        List<String> command = new ArrayList<>(List.of(SmallCorpus.prepare(corpus, output)));
        command.addAll(List.of(SmallCorpus.pretrain("", output)));
        command.addAll(List.of(SmallCorpus.settings(
                "prepared=\"\"",
                "training.keep-checkpoints=10",
                "experiment.seeds=[1, 2]",
                "evaluation { train-examples = 20, bootstrap-samples = 5 }")));
        return command.toArray(String[]::new);
    }
}
