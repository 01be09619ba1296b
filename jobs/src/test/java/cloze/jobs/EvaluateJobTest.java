package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class EvaluateJobTest {
    @TempDir
    Path folder;

    private String prepared;
    private String model;

    private void train(String... preparation) throws IOException {
        prepared = folder.resolve("prepared").toString();
        model = folder.resolve("model").toString();
        SmallRun.prepare("local[2]", SmallCorpus.write(folder).toString(), prepared, preparation);
        SmallRun.pretrain("local[2]", prepared, model, "training.max-steps=2");
    }

    /** The lines of the table in the output {@code name}. */
    private List<String> evaluated(String name, String evaluation) throws IOException {
        CapturedJob run = CapturedJob.run(
                new EvaluateJob(),
                SmallCorpus.settings(
                        "prepared=\"" + prepared + "\"",
                        "model=\"" + model + "\"",
                        "output=\"" + folder.resolve(name) + "\"",
                        evaluation));
        assertThat(run.exitCode()).as(run.progress()).isZero();
        return Files.readAllLines(folder.resolve(name + "/tables/evaluation.csv"));
    }

    @Test
    void measuresBothSplitsOrHeldOutExamplesAlone() throws IOException {
        train();

        List<String> both = evaluated("both", "evaluation { train-examples = 20, bootstrap-samples = 20 }");
        assertThat(both).hasSize(3);
        assertThat(both.get(1)).contains(",model,train,2,");
        assertThat(both.get(2)).contains(",model,validation,2,").doesNotContain("NaN");

        assertThat(folder.resolve("both/report.md"))
                .content()
                .contains("## Learning curves", "## Where the words are right", "## Sentences with masked words")
                .doesNotContain("seed", "NaN", "best possible |");
        assertThat(folder.resolve("both/report.html")).content().contains("<svg ", "deploy/local.sh evaluate");
        assertThat(Path.of(prepared, "report.html")).content().contains("Pairs and masks");

        List<String> heldOut = evaluated("held-out", "evaluation { train-examples = 0, bootstrap-samples = 0 }");
        assertThat(heldOut).hasSize(2);
        // No resamplings, no interval: ten empty cells at the end.
        assertThat(heldOut.get(1)).contains(",model,validation,2,").endsWith(",".repeat(10));
    }

    /** The model is not trained far enough to tell masks apart, so the number of measured positions does. */
    @Test
    void drawsMasksOfItsOwnIfAskedTo() throws IOException {
        train();

        String none = ", bootstrap-samples = 0, train-examples = 0 }";
        List<String> stored = evaluated("stored", "evaluation { masked-lm-prob = 0" + none);
        List<String> same = evaluated("same", "evaluation { masked-lm-prob = 0.15" + none);
        List<String> fewer = evaluated("fewer", "evaluation { masked-lm-prob = 0.05" + none);

        assertThat(measured(same)).isEqualTo(measured(stored));
        assertThat(positions(fewer)).isBetween(0.2 * positions(stored), 0.6 * positions(stored));
    }

    /** What follows the run and its name. */
    private static String measured(List<String> table) {
        return table.get(1).substring(table.get(1).indexOf(",validation,"));
    }

    private static double positions(List<String> table) {
        int column = List.of(table.get(0).split(",", -1)).indexOf("masked_lm_count");
        return Double.parseDouble(table.get(1).split(",", -1)[column]);
    }

    @Test
    void withoutHeldOutExamplesTheirRowIsEmpty() throws IOException {
        train("corpus.validation-fraction=0");

        List<String> table = evaluated("evaluated", "evaluation { train-examples = 20, bootstrap-samples = 20 }");
        assertThat(table).hasSize(3);
        assertThat(table.get(1)).contains(",model,train,2,");
        assertThat(table.get(2)).contains(",model,validation,2,,,,,,0,0,").doesNotContain("NaN");
    }
}
