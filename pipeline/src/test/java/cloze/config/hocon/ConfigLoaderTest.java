package cloze.config.hocon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cloze.config.CorpusInput;
import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.RunConfig;
import cloze.config.Variant;
import cloze.error.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    @TempDir
    Path folder;

    private RunConfig load(String hocon, String... overrides) throws IOException {
        Path file = folder.resolve("run.conf");
        Files.writeString(file, hocon);
        return ConfigLoader.load(Optional.of(file), List.of(overrides));
    }

    private List<String> problems(String hocon, String... overrides) {
        return catchThrowableOfType(InvalidConfigException.class, () -> load(hocon, overrides))
                .problems();
    }

    @Test
    void defaultsAreValidAndTheReferences() {
        RunConfig config = ConfigLoader.load(Optional.empty(), List.of());
        assertThat(config.seed()).isEqualTo(12345);
        assertThat(config.examples().maxSeqLength()).isEqualTo(128);
        assertThat(config.examples().maxPredictionsPerSeq()).isEqualTo(20);
        assertThat(config.examples().maskedLmProb()).isEqualTo(0.15);
        assertThat(config.network().hiddenSize()).isEqualTo(128);
        assertThat(config.network().hiddenAct()).isEqualTo(HiddenAct.GELU_NEW);
        assertThat(config.experiment().variants()).extracting(Variant::name).containsExactly("mlm-only", "mlm-nsp");
        assertThat(config.experiment().variants().get(0).training().nextSentenceWeight())
                .isZero();
    }

    @Test
    void anOverrideBeatsTheFileWhichBeatsThePresetWhichBeatsTheDefaults() throws IOException {
        RunConfig config =
                load("network { preset = mini, intermediate-size = 700 }, training.epochs = 3", "training.epochs=4");
        assertThat(config.network().hiddenSize()).isEqualTo(256);
        assertThat(config.network().numHiddenLayers()).isEqualTo(4);
        assertThat(config.network().intermediateSize()).isEqualTo(700);
        assertThat(config.training().epochs()).isEqualTo(4);
        assertThat(config.training().trainBatchSize()).isEqualTo(32);
    }

    @Test
    void knowsWhichKeysWereGiven() throws IOException {
        assertThat(load("network.preset = mini, vocabulary.do-lower-case = true", "training { epochs = 4 }")
                        .given()
                        .paths())
                .contains("vocabulary.do-lower-case", "training.epochs", "network.preset", "network.hidden-size")
                .doesNotContain("vocabulary.kind", "training.max-steps", "network.max-position-embeddings");
        assertThat(load("").withSeed(5).given().paths()).isEmpty();
    }

    @Test
    void noKeySetsWhichKeysWereGiven() throws IOException {
        assertThat(problems("given = [seed]")).singleElement().asString().startsWith("given = [seed]: unknown key");
    }

    @Test
    void aFaultInAGroupOfKeysDoesNotHideTheOthers() {
        assertThat(
                        problems(
                                "training { learning-rate = 0, keep-checkpoints = 0, outer-momentum = 2, workers = 0, averging = plain }"))
                .extracting(problem -> problem.substring(0, problem.indexOf(" = ")))
                .containsExactlyInAnyOrder(
                        "training.learning-rate",
                        "training.keep-checkpoints",
                        "training.outer-momentum",
                        "training.workers",
                        "training.averging");
    }

    @Test
    void pairsOfOneKindHaveNoNextSentenceLoss() throws IOException {
        assertThat(load("examples.objective = mlm-only").training().nextSentenceWeight())
                .isZero();
        assertThat(load("", "examples.objective=mlm_only").training().nextSentenceWeight())
                .isZero();
        assertThat(load("examples.objective = sop").training().nextSentenceWeight())
                .isEqualTo(1);
        assertThat(problems("examples.objective = mlm-only, training.next-sentence-weight = 0.5"))
                .singleElement()
                .asString()
                .startsWith("training.next-sentence-weight = 0.5: must be 0 with examples.objective = mlm-only");
    }

    @Test
    void aTextOnTheCommandLineNeedsNoQuotes() throws IOException {
        assertThat(load("", "text=Is it [MASK], or # 3?").text()).isEqualTo("Is it [MASK], or # 3?");
        assertThat(load("", "text = [MASK]").text()).isEqualTo("[MASK]");
        assertThat(load("", "text=\"It is [MASK].\"").text()).isEqualTo("It is [MASK].");
        assertThat(load("text = \"It is [MASK].\"").text()).isEqualTo("It is [MASK].");
        assertThat(problems("", "top-k=0")).containsExactly("top-k = 0: must be at least 1  [--set top-k=0: 1]");
    }

    @Test
    void variantsOverrideTheSectionsOfTheRunTheyBelongTo() throws IOException {
        RunConfig config = load(
                "network.preset = mini, experiment.variants = [{name = a}, {name = b, network.hidden-dropout-prob = 0.3}]");
        Variant b = config.experiment().variants().get(1);
        assertThat(b.network().hiddenSize()).isEqualTo(256);
        assertThat(b.network().hiddenDropoutProb()).isEqualTo(0.3);
        assertThat(config.network().hiddenDropoutProb()).isEqualTo(0.1);
    }

    @Test
    void aVariantMayNameAPresetOfItsOwn() throws IOException {
        RunConfig config = load(
                "experiment.variants = [{name = a}, {name = b, network { preset = mini, intermediate-size = 700 }}]");
        assertThat(config.experiment().variants().get(0).network().hiddenSize()).isEqualTo(128);
        NetworkConfig b = config.experiment().variants().get(1).network();
        assertThat(b.hiddenSize()).isEqualTo(256);
        assertThat(b.intermediateSize()).isEqualTo(700);
        assertThat(problems("experiment.variants = [{name = b, network.preset = huge}]")
                        .get(0))
                .startsWith("network.preset = huge: must be one of base, medium, mini, small, tiny");
    }

    @Test
    void aPresetMayBeASubstitution() throws IOException {
        assertThat(load("output = mini, network.preset = ${output}").network().hiddenSize())
                .isEqualTo(256);
    }

    @Test
    void aSingleValueServesAsAListOfOne() throws IOException {
        assertThat(load("corpus.input = /texts").corpus().paths()).containsExactly("/texts");
        assertThat(load("corpus.input = [a, b]").corpus().paths()).containsExactly("a", "b");
        assertThat(load("corpus.input = \"\"").corpus().paths()).isEmpty();
    }

    @Test
    void anInputMayHaveAWeight() throws IOException {
        assertThat(load("corpus.input = [a, { path = b, weight = 2.5 }, { path = c }]")
                        .corpus()
                        .input())
                .containsExactly(new CorpusInput("a", 1), new CorpusInput("b", 2.5), new CorpusInput("c", 1));
        assertThat(load("", "corpus.input = { path = a, weight = 3 }").corpus().input())
                .containsExactly(new CorpusInput("a", 3));
    }

    @Test
    void anInputMayBeATableAQueryOrAFormat() throws IOException {
        assertThat(
                        load("""
                                corpus.input = [
                                  { table = lake.news.articles, version = 812, where = "lang = 'en'", weight = 2, text-column = body.text }
                                  { query = "SELECT text FROM t" }
                                  { format = csv, path = "/texts/*.csv", options { header = true, "a.b" = c, d.e = f } }
                                ]
                                """)
                                .corpus()
                                .input())
                .containsExactly(
                        CorpusInput.ofTable("lake.news.articles")
                                .withVersion("812")
                                .withWhere("lang = 'en'")
                                .withWeight(2)
                                .withColumns("body.text", ""),
                        CorpusInput.ofQuery("SELECT text FROM t"),
                        CorpusInput.ofFormat("csv", "/texts/*.csv", Map.of("header", "true", "a.b", "c", "d.e", "f")));
        assertThat(load("", "corpus.input={ table = articles }").corpus().input())
                .containsExactly(CorpusInput.ofTable("articles"));
    }

    @Test
    void filesKeepTheirTextInFingerprints() throws IOException {
        assertThat(load("corpus.input = [a, { path = b, weight = 2 }]").corpus().toString())
                .contains("input=[CorpusInput[path=a, weight=1.0], CorpusInput[path=b, weight=2.0]], format=AUTO");
    }

    @Test
    void anInputThatNamesNothingOrTooMuchOrAPasswordIsRefused() {
        assertThat(
                        problems(
                                """
                        corpus.input = [
                          { table = t, query = "SELECT 1" }, { table = t, options { a = b } }, { path = a, version = 1 }, { path = a, where = b }
                          { format = jsonl, path = a }, { format = jdbc, options { password = hunter2 } }
                          { format = jdbc, options { url = "jdbc:h2:mem:a;PASSWORD=hunter2" } }
                        ]
                        """))
                .satisfiesExactly(
                        problem -> assertThat(problem).contains("must name one of path, table, query"),
                        problem -> assertThat(problem).contains("corpus.input.options = [a]: must be left out"),
                        problem -> assertThat(problem).contains("corpus.input.version = 1: must be left out"),
                        problem -> assertThat(problem).contains("where, text-column, id-column"),
                        problem ->
                                assertThat(problem).contains("corpus.input.format = jsonl: must be a format of Spark"),
                        problem -> assertThat(problem)
                                .contains("must hold no password")
                                .doesNotContain("hunter2"),
                        problem -> assertThat(problem)
                                .contains("must hold no password")
                                .doesNotContain("hunter2"));
    }

    @Test
    void everyFaultOfAListOfRecordsIsReported() {
        assertThat(
                        problems(
                                "corpus.input = [{ path = a, weight = 0 }, { path = b, wieght = 2 }, { weight = 2 }, { path = c, weight = x }, [d]]"))
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("corpus.input.weight = 0.0: must be in (0, 100]"),
                        problem -> assertThat(problem).startsWith("corpus.input.wieght = 2: unknown key"),
                        problem -> assertThat(problem)
                                .startsWith("corpus.input.path = : must name one of path, table, query, or format"),
                        problem -> assertThat(problem).startsWith("corpus.input.weight = x: must be a number"),
                        problem -> assertThat(problem)
                                .startsWith("corpus.input = [")
                                .contains("must be strings or objects with path, weight"));
    }

    @Test
    void anEnumIsReadWithHyphenOrUnderscore() throws IOException {
        assertThat(load("network.hidden-act = gelu_new").network().hiddenAct()).isEqualTo(HiddenAct.GELU_NEW);
        assertThat(load("network.hidden-act = gelu").network().hiddenAct()).isEqualTo(HiddenAct.GELU);
    }

    @Test
    void everyFaultIsReportedAtOnceWithKeyValueAndRule() {
        assertThat(problems("examples.masked-lm-prob = 1.5\ntraining.epochs = -1"))
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem)
                                .startsWith("examples.masked-lm-prob = 1.5: must be in (0, 1)")
                                .contains("run.conf: 1"),
                        problem -> assertThat(problem)
                                .startsWith("training.epochs = -1: must be at least 1")
                                .contains("run.conf: 2"));
    }

    @Test
    void aValueOfTheWrongTypeDoesNotHideAnotherFault() {
        assertThat(problems("training { epochs = many, learning-rate = -1 }, network.kind = lstm"))
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).startsWith("training.epochs = many: must be a whole number"),
                        problem -> assertThat(problem).startsWith("training.learning-rate = -1.0: must be positive"),
                        problem -> assertThat(problem).startsWith("network.kind = lstm: must be one of bert, pooled"));
    }

    @Test
    void aFractionIsNoWholeNumber() {
        assertThat(problems("training.epochs = 1.5"))
                .singleElement()
                .asString()
                .startsWith("training.epochs = 1.5: must be a whole number");
    }

    @Test
    void anUnknownKeyIsAFaultThatNamesTheNearestKnownOne() {
        assertThat(problems("network.hiden-size = 64"))
                .singleElement()
                .asString()
                .startsWith("network.hiden-size = 64: unknown key; did you mean network.hidden-size?");
        assertThat(problems("", "trainning.epochs=2"))
                .singleElement()
                .asString()
                .contains("trainning = ", "unknown key");
        assertThat(problems("experiment.variants = [{name = a, training.epoch = 2}]"))
                .singleElement()
                .asString()
                .contains("did you mean training.epochs?");
    }

    @Test
    void anUnknownPresetNamesTheKnownOnes() {
        assertThat(problems("network.preset = huge"))
                .singleElement()
                .asString()
                .startsWith("network.preset = huge: must be one of base, medium, mini, small, tiny");
    }

    @Test
    void aNetworkTooSmallForItsExamplesIsAFault() throws IOException {
        NetworkConfig network = load("network { max-position-embeddings = 64, vocab-size = 100 }")
                .network();
        assertThatThrownBy(() -> network.requireRoomFor(128, 200))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContainingAll(
                        "network.max-position-embeddings = 64: must be at least examples.max-seq-length = 128",
                        "network.vocab-size = 100: must be at least the vocabulary's 200 pieces");
    }

    @Test
    void aMissingOrMalformedFileIsNamed() {
        Path missing = folder.resolve("absent.conf");
        assertThatThrownBy(() -> ConfigLoader.load(Optional.of(missing), List.of()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("absent.conf: no such readable file");
        assertThat(problems("training {"))
                .anySatisfy(problem -> assertThat(problem).contains("run.conf: not HOCON"));
    }

    @Test
    void theFaultsOfAnOverrideNameIt() {
        assertThat(problems("", "training.epochs=0"))
                .singleElement()
                .asString()
                .contains("training.epochs = 0", "[--set training.epochs=0");
    }
}
