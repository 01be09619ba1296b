package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.jobs.command.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model's way out to Hugging Face's layout and back in, as a user goes it. */
@Tag("spark")
class ModelFoldersTest {
    private static final int BAD_CONFIGURATION = 2;
    private static final int BAD_INPUT = 3;
    private static final int CORRUPT_ARTIFACT = 4;

    /** Every test reads from it: a prepare output, a pretrain output and its export. */
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() throws IOException {
        SmallRun.prepare(
                "local[2]",
                SmallCorpus.write(shared).toString(),
                shared.resolve("prepared").toString(),
                "vocabulary.do-lower-case=false",
                "vocabulary.reserved-pieces=[captain]");
        SmallRun.pretrain(
                "local[2]",
                shared.resolve("prepared").toString(),
                shared.resolve("trained").toString(),
                "training.max-steps=2",
                "network.hidden-act=gelu");
        CapturedJob exported = succeed(new ExportJob(), shared.resolve("trained"), shared.resolve("exported"));
        assertThat(exported.results()).contains("Exported step 2", "120 pieces");
    }

    private static CapturedJob run(Job job, Path model, Path output, String... more) {
        List<String> settings =
                new ArrayList<>(List.of("model=\"" + model + "\"", "output=\"" + output + "\"", setting("prepared")));
        settings.addAll(List.of(more));
        return CapturedJob.run(job, SmallCorpus.settings(settings.toArray(String[]::new)));
    }

    private static String setting(String name) {
        return "%s=\"%s\"".formatted(name, shared.resolve(name));
    }

    private static CapturedJob succeed(Job job, Path model, Path output, String... more) {
        CapturedJob run = run(job, model, output, more);
        assertThat(run.exitCode()).as(run.progress()).isZero();
        return run;
    }

    private void assertRefused(int exitCode, Job job, Path model, List<String> settings, String... parts) {
        CapturedJob run = run(job, model, folder.resolve("refused"), settings.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.progress()).isEqualTo(exitCode);
        assertThat(run.error()).containsSubsequence(parts).doesNotContain("\tat ", "Exception");
    }

    private Path copy(String name) throws IOException {
        FileUtils.copyDirectory(
                shared.resolve(name).toFile(), folder.resolve(name).toFile());
        return folder.resolve(name);
    }

    @Test
    void exportImportExportGivesTheSameFiles() throws IOException {
        Path exported = shared.resolve("exported");
        succeed(new ImportJob(), exported, folder.resolve("taken-over"));
        succeed(new ExportJob(), folder.resolve("taken-over"), folder.resolve("second"));

        for (String name : List.of(
                "config.json",
                "model.safetensors",
                "vocab.txt",
                "tokenizer.json",
                "tokenizer_config.json",
                "special_tokens_map.json")) {
            assertThat(folder.resolve("second").resolve(name)).hasSameBinaryContentAs(exported.resolve(name));
        }
        assertThat(exported.resolve("config.json")).content().contains("\"hidden_act\" : \"gelu\"");
        assertThat(exported.resolve("tokenizer_config.json"))
                .content()
                .contains("\"do_lower_case\" : false", "\"content\" : \"captain\"");
        assertThat(exported.resolve("manifest.json")).exists();
    }

    @Test
    void anExportedModelIsMeasuredAsItsCheckpointAndItsCardSaysSo() throws IOException {
        String few = "evaluation { train-examples = 0, bootstrap-samples = 0 }";
        Path metrics = folder.resolve("metrics");
        Path exported = folder.resolve("measured");
        String evaluation = "export.evaluation=\"" + metrics + "\"";
        succeed(new EvaluateJob(), shared.resolve("trained"), metrics, few);
        succeed(new ExportJob(), shared.resolve("trained"), exported, evaluation);
        succeed(new EvaluateJob(), exported, folder.resolve("again"), few);

        assertThat(measured(folder.resolve("again"))).isEqualTo(measured(metrics));
        assertThat(exported.resolve("README.md"))
                .content()
                .startsWith("---\nlibrary_name: \"transformers\"\n")
                .contains(
                        "# measured",
                        "120 pieces, cased",
                        "corpus: corpus.txt; language en",
                        "steps per worker: 2",
                        "masked_lm_loss of the last round",
                        "| validation |",
                        "BertForPreTraining.from_pretrained")
                .doesNotContain(shared.toString(), folder.toString());

        assertRefused(
                BAD_INPUT,
                new ExportJob(),
                exported,
                List.of(evaluation),
                "export.evaluation",
                "expected metrics of model");
        assertRefused(
                BAD_INPUT,
                new ExportJob(),
                exported,
                List.of("export.evaluation=\"" + shared.resolve("prepared") + "\""),
                "expected a finished evaluate output, found the output of prepare");
    }

    /** The numbers of an evaluation, without the run and its name in front. */
    private static String measured(Path output) throws IOException {
        String table = Files.readString(output.resolve("tables/evaluation.csv"));
        return table.substring(table.indexOf("validation,"));
    }

    @Test
    void trainingStartsFromAFolderWithTheNetworkOfTheFolder() throws IOException {
        Path exported = shared.resolve("exported");
        Path further = folder.resolve("further");
        CapturedJob run = succeed(
                new PretrainJob(),
                exported,
                further,
                "training { max-steps = 1, train-batch-size = 4, learning-rate = 1e-30 }");
        assertThat(run.results()).doesNotContain("random weights");
        assertThat(SmallRun.weights(further.toString()))
                .isEqualTo(SmallRun.weights(shared.resolve("trained").toString()));

        assertRefused(
                BAD_CONFIGURATION,
                new PretrainJob(),
                exported,
                List.of("network { hidden-size = 16, num-attention-heads = 4 }"),
                "network.num-attention-heads = 4: must be 2, as that of model",
                "network.hidden-act = gelu-new: must be gelu");
        // 128 is the default: given on purpose, it is not overruled.
        assertRefused(
                BAD_CONFIGURATION,
                new PretrainJob(),
                exported,
                List.of("network.hidden-size = 128"),
                "network.hidden-size = 128: must be 16, as that of model");
    }

    @Test
    void trainingRefusesExamplesCutWithoutTheAddedTokensOfTheModel() throws IOException {
        Path model = copy("exported");
        Files.delete(model.resolve("tokenizer.json"));
        List<String> pieces = Files.readAllLines(model.resolve("vocab.txt"));
        int captain = pieces.indexOf("captain");
        String own = "\"%d\": {\"content\": \"captain\", \"single_word\": true, \"normalized\": %s}";
        String other = "\"100\": {\"content\": \"%s\", \"single_word\": true, \"normalized\": false}"
                .formatted(pieces.get(100));

        assertOtherTokens(model, "", "has the added tokens []", "vocabulary.reserved-pieces = []");
        assertOtherTokens(
                model,
                own.formatted(captain, false) + ", " + other,
                "were cut with [\"captain\"]",
                "vocabulary.reserved-pieces = [\"captain\", \"%s\"]".formatted(pieces.get(100)));
        assertOtherTokens(model, own.formatted(captain, true), "prepare cannot cut text with [captain]");
        describe(model, own.formatted(captain, false));
        succeed(
                new PretrainJob(),
                model,
                folder.resolve("further"),
                "training { max-steps = 1, train-batch-size = 4, learning-rate = 1e-30 }");
    }

    private void assertOtherTokens(Path model, String added, String... parts) throws IOException {
        describe(model, added);
        assertRefused(BAD_INPUT, new PretrainJob(), model, List.of(), parts);
    }

    private static void describe(Path model, String added) throws IOException {
        Files.writeString(
                model.resolve("tokenizer_config.json"),
                "{\"do_lower_case\": false, \"added_tokens_decoder\": {" + added + "}}");
    }

    @Test
    void aFolderWithoutHeadsIsCompletedAndTheJobSaysSo() throws IOException {
        Path encoder = EncoderAlone.of(shared.resolve("exported"), folder.resolve("encoder"));
        Path completed = folder.resolve("completed");
        assertThat(succeed(new ImportJob(), encoder, completed).results())
                .contains(
                        "has no pooler: it starts from random weights",
                        "no masked-LM head",
                        "no next-sentence head",
                        "kind = bert, vocab-size = ");
        assertThat(succeed(new ExportJob(), completed, folder.resolve("whole")).results())
                .doesNotContain("random weights");
    }

    @Test
    void aDamagedFolderEndsWithOneMessageAndNoOutput() throws IOException {
        Path damaged = copy("exported");
        Path weights = damaged.resolve("model.safetensors");
        byte[] whole = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(whole, whole.length - 1));

        for (Job job : List.of(new ImportJob(), new ExportJob(), new PretrainJob())) {
            assertRefused(CORRUPT_ARTIFACT, job, damaged, List.of(), "model.safetensors: expected", "bytes of data");
        }
        Files.writeString(damaged.resolve("config.json"), "{");
        assertRefused(CORRUPT_ARTIFACT, new ImportJob(), damaged, List.of(), "config.json: expected a JSON object");
        assertThat(folder.resolve("refused")).doesNotExist();
    }

    @Test
    void whatCannotBeTakenOutOrInIsSaid() throws IOException {
        Path trained = copy("trained");
        assertRefused(BAD_INPUT, new ImportJob(), trained, List.of(), "expected a model folder", "found a checkpoint");
        Files.delete(trained.resolve("tokenizer_config.json"));
        assertRefused(BAD_INPUT, new ExportJob(), trained, List.of(), "tokenizer_config.json", "do_lower_case");
        Files.writeString(trained.resolve("tokenizer_config.json"), "{\"do_lower_case\": true}");
        assertRefused(
                BAD_INPUT,
                new EvaluateJob(),
                trained,
                List.of(),
                "was trained on lower-cased text",
                "vocabulary.do-lower-case = true");
        Path pooled = folder.resolve("pooled");
        SmallRun.pretrain(
                "local[2]",
                shared.resolve("prepared").toString(),
                pooled.toString(),
                "training.max-steps=2",
                "network.kind=pooled");
        assertRefused(BAD_INPUT, new ExportJob(), pooled, List.of(), "network.kind = pooled: expected bert");
        assertThat(folder.resolve("refused")).doesNotExist();
    }
}
