package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variants that train on examples of their own, and are measured on those of the run. */
@Tag("spark")
@Tag("slow")
class ExperimentOnExamplesTest {
    private static final String MORE_MASKS = "examples { masked-lm-prob = 0.3, max-predictions-per-seq = 12 }";
    private static final String VARIANTS = "experiment.variants = [%s]"
            .formatted(String.join(
                    ", ",
                    "{ name = base }",
                    "{ name = masks-30, %s }".formatted(MORE_MASKS),
                    "{ name = masks-30-fast, %s, training.learning-rate = 2e-3 }".formatted(MORE_MASKS),
                    "{ name = masked-words, examples.objective = mlm-only }",
                    "{ name = few-documents, curate.rules.gopher.min-words = 40 }"));

    @TempDir
    Path folder;

    @Test
    void trainOnTheirOwnAndAreMeasuredOnThoseOfTheRun() throws IOException {
        String corpus = SmallCorpus.write(folder).toString();
        CapturedJob run = CapturedJob.run(new ExperimentJob(), command(corpus, VARIANTS));
        assertThat(run.exitCode()).as(run.progress()).isZero();

        // Each data set is prepared once, with the vocabulary of the run.
        assertThat(output("prepared")).isDirectory();
        assertThat(output("base/prepared")).doesNotExist();
        assertThat(output("masks-30-fast/prepared")).doesNotExist();
        SmallRun.prepare(
                "local[2]",
                corpus,
                folder.resolve("alone").toString(),
                MORE_MASKS,
                "vocabulary.file=\"" + output("prepared/vocab.txt") + "\"");
        assertThat(Contents.examples(output("masks-30/prepared").toString()))
                .containsExactlyEntriesOf(
                        Contents.examples(folder.resolve("alone").toString()))
                .isNotEqualTo(Contents.examples(output("prepared").toString()));
        assertThat(counted("base", "train_examples"))
                .isEqualTo(counted("masks-30", "train_examples"))
                .isNotEqualTo(counted("few-documents", "train_examples"));

        for (String variant : List.of("masks-30", "masks-30-fast", "masked-words", "few-documents")) {
            assertThat(validation(variant)).as(variant).isNotEmpty().isEqualTo(validation("base"));
        }
        assertThat(Files.readAllLines(output("tables/comparison.csv"))).hasSize(6);
    }

    @Test
    void aVariantsOwnTextIsAnInputOfTheExperiment() throws IOException {
        Path own = Files.writeString(folder.resolve("own.txt"), SmallCorpus.documents(9, 40));
        String[] command = command(
                SmallCorpus.write(folder).toString(),
                "experiment.variants = [{ name = base }, { name = other-text, corpus.input = \"%s\" }]".formatted(own));
        assertThat(CapturedJob.run(new ExperimentJob(), command).exitCode()).isZero();
        assertThat(CapturedJob.run(new ExperimentJob(), command).progress()).contains("is complete already");

        Files.writeString(own, SmallCorpus.documents(11, 40));
        CapturedJob changed = CapturedJob.run(new ExperimentJob(), command);
        assertThat(changed.exitCode()).isNotZero();
        assertThat(changed.error()).contains("pass --overwrite");
    }

    @Test
    void aPlanNamesEachDataSetOnce() throws IOException {
        List<String> command =
                new ArrayList<>(List.of(command(SmallCorpus.write(folder).toString(), VARIANTS)));
        command.add("--dry-run");
        CapturedJob plan = CapturedJob.run(new ExperimentJob(), command.toArray(String[]::new));
        assertThat(plan.exitCode()).as(plan.error()).isZero();
        assertThat(plan.results())
                .contains(
                        output("prepared").toString(),
                        output("masks-30/prepared").toString())
                .doesNotContain(output("masks-30-fast/prepared").toString());
    }

    @Test
    void documentsThatOthersAreMeasuredOnAreNotTrainedOn() throws IOException {
        CapturedJob refused = CapturedJob.run(
                new ExperimentJob(),
                command(
                        SmallCorpus.write(folder).toString(),
                        "experiment.variants = [{ name = all, corpus.validation-fraction = 0.1 }]"));
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.error())
                .contains("experiment.variants.all.corpus.validation-fraction = 0.1: must be that of the run, 0.2");
    }

    private Path output(String name) {
        return folder.resolve("experiment").resolve(name);
    }

    /** What the frequencies of pieces reach on the masks that a variant is measured on. */
    private List<String> validation(String variant) throws IOException {
        List<String> lines = Files.readAllLines(output(variant + "/seed-1/evaluate/tables/evaluation.csv"));
        List<String> names = List.of(lines.get(0).split(","));
        String[] cells = lines.stream()
                .filter(line -> line.contains(",validation,"))
                .findFirst()
                .orElseThrow()
                .split(",", -1);
        return names.stream()
                .filter(name -> name.startsWith("unigram_baseline"))
                .map(name -> name + " " + cells[names.indexOf(name)])
                .toList();
    }

    private long counted(String variant, String count) throws IOException {
        return new ObjectMapper()
                .readTree(output(variant + "/seed-1/pretrain/manifest.json").toFile())
                .at("/counts/" + count)
                .asLong();
    }

    private String[] command(String corpus, String variants) {
        List<String> command = new ArrayList<>(
                List.of(SmallCorpus.prepare(corpus, folder.resolve("experiment").toString())));
        command.addAll(
                List.of(SmallCorpus.pretrain("", folder.resolve("experiment").toString())));
        command.addAll(Arrays.asList(SmallCorpus.settings(
                "prepared=\"\"",
                "training.max-steps=2",
                "experiment.seeds=[1]",
                "evaluation { train-examples = 20, bootstrap-samples = 5 }",
                variants)));
        return command.toArray(String[]::new);
    }
}
