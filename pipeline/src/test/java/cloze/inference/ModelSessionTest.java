package cloze.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloze.error.InvalidInputException;
import cloze.network.Networks;
import cloze.network.ReferenceLogits;
import cloze.network.graph.BertNetwork;
import cloze.release.ModelFolder;
import cloze.release.ModelWeights;
import cloze.shard.MaskedExample;
import cloze.shard.Minibatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.NoOp;

class ModelSessionTest {
    @TempDir
    static Path folder;

    private static ModelFolder model;
    private static ModelSession session;

    @BeforeAll
    static void teach() throws IOException {
        model = TaughtModel.write(folder.resolve("model"));
        session = ModelSession.of(ServedModel.of(model));
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @Test
    void fillsTheMaskWithWhatItHasLearnt() {
        assertThat(session.fill("The [MASK] barks", 3).get(0)).hasSize(3).satisfies(guesses -> {
            assertThat(guesses.get(0).piece()).isEqualTo("dog");
            assertThat(guesses.get(0).id()).isEqualTo(6);
            assertThat(guesses.get(0).probability()).isGreaterThan(0.9);
            assertThat(guesses.get(1).probability())
                    .isLessThan(0.1)
                    .isGreaterThan(guesses.get(2).probability());
        });
        assertThat(session.fill("the[MASK]meows", 1).get(0).get(0).piece()).isEqualTo("cat");
    }

    @Test
    void answersEachOfSeveralMasks() {
        List<List<Guess>> guesses = session.fill("the [MASK] [MASK]", 100);
        assertThat(guesses).hasSize(2).allSatisfy(mask -> {
            assertThat(mask).hasSameSizeAs(TaughtModel.PIECES);
            // The row without a piece has some probability, too.
            assertThat(mask.stream().mapToDouble(Guess::probability).sum()).isBetween(0.9, 1.0);
        });
        assertThat(guesses.get(0)).isNotEqualTo(guesses.get(1));
    }

    @Test
    void probabilitiesAreThoseOfTheReferenceNetwork() throws IOException {
        ModelWeights weights = model.weights(0);
        int[] ids = TaughtModel.ids("[CLS] the [MASK] sleep ##s . [SEP]");
        var example = new MaskedExample("text", ids, new int[ids.length], new int[] {2}, new int[1], 0);
        double[] logits = ReferenceLogits.of(weights.network(), weights.parameters(), Minibatch.of(List.of(example), 0))
                .maskedLm(0, TaughtModel.NETWORK.vocabSize());
        double sum = Arrays.stream(logits).map(Math::exp).sum();

        for (Guess guess : session.fill("The [MASK] sleeps.", 100).get(0)) {
            assertThat(guess.probability()).isCloseTo(Math.exp(logits[guess.id()]) / sum, within(1e-5));
        }
    }

    @Test
    void aTextWithoutAMaskHasNoAnswer() {
        assertThat(session.fill("the dog barks", 5)).isEmpty();
        assertThat(session.fill("", 5)).isEmpty();
    }

    @Test
    void aLongTextIsReadAroundItsMasks() {
        String much = "it is loud . ".repeat(20);
        List<List<Guess>> guesses = session.fill(much + "the [MASK] barks" + much + "the [MASK] meows", 1);
        assertThat(guesses).hasSize(2).allSatisfy(mask -> assertThat(mask).hasSize(1));
    }

    @Test
    void saysWhatFollows() {
        assertThat(session.follows("The dog barks", "It is loud")).isBetween(0.9, 1.0);
        assertThat(session.follows("the dog barks", "the cat meows")).isBetween(0.0, 0.1);
        assertThat(session.follows("", "")).isBetween(0.0, 1.0);
        assertThat(session.follows("it ".repeat(50), "is ".repeat(50))).isBetween(0.0, 1.0);
    }

    @Test
    void aVectorIsTheMeanOfTheRowsOrTheFirst() {
        double[] mean = session.embed("the dog barks", Pooling.MEAN, 512);
        double[] first = session.embed("the dog barks", Pooling.CLS, 512);
        assertThat(mean).hasSize(16).isNotEqualTo(first);
        assertThat(session.embed("", Pooling.MEAN, 512)).hasSize(16).isNotEqualTo(mean);
    }

    @Test
    void severalVectorsOfATextAreThoseThatAreAskedForAlone() {
        List<VectorKind> kinds = List.of(
                new VectorKind(2, Pooling.MEAN),
                new VectorKind(0, Pooling.CLS),
                new VectorKind(1, Pooling.MEAN),
                new VectorKind(2, Pooling.CLS));
        List<List<String>> texts = List.of(
                List.of("the dog barks"),
                List.of("the cat meows", "it is loud"),
                List.of("it", "the dog sleeps . the cat sleeps"));
        List<double[][]> together = session.vectors(texts, kinds, 512);
        assertThat(together.get(0)[0]).isEqualTo(session.embed("the dog barks", Pooling.MEAN, 512));
        for (int text = 0; text < texts.size(); text++) {
            for (int kind = 0; kind < kinds.size(); kind++) {
                double[][] alone = session.vectors(List.of(texts.get(text)), List.of(kinds.get(kind)), 512)
                        .get(0);
                assertThat(together.get(text)[kind]).containsExactly(alone[0], within(1e-5));
            }
        }
        assertThat(together.get(1)[0]).isNotEqualTo(session.embed("the cat meows", Pooling.MEAN, 512));
    }

    @Test
    void theEmbeddingOfClsSaysNothingOfTheText() {
        List<VectorKind> embedding = List.of(new VectorKind(0, Pooling.CLS));
        List<double[][]> vectors =
                session.vectors(List.of(List.of("the dog barks"), List.of("it is loud")), embedding, 512);
        assertThat(vectors.get(0)[0]).isEqualTo(vectors.get(1)[0]);
    }

    @Test
    void anUntrainedModelHasTheInitialWeightsOfItsSeed() throws IOException {
        ServedModel untrained = ServedModel.untrained(model, 3);
        Map<String, float[]> started = Networks.parameters(
                model.network(),
                BertNetwork.initialized(BertNetwork.configuration(model.network(), 1, new NoOp(), 0), 3)
                        .graph());
        assertThat(untrained.weights().parameters())
                .allSatisfy(tensor -> assertThat(tensor.values()).isEqualTo(started.get(tensor.name())))
                .hasSameSizeAs(started.keySet());
        assertThat(untrained.fingerprint()).isNotEqualTo(ServedModel.of(model).fingerprint());
        assertThat(untrained.tokenizer().vocabulary()).isEqualTo(TaughtModel.VOCABULARY);
    }

    @Test
    void onlyTheFirstTokensAreReadWhereAskedSo() {
        double[] cut = session.embed("the dog barks", Pooling.MEAN, 4);
        assertThat(cut).isEqualTo(session.embed("the dog", Pooling.MEAN, 512));
        assertThat(session.embed("the ".repeat(40), Pooling.MEAN, 512))
                .isEqualTo(session.embed("the ".repeat(10), Pooling.MEAN, 512));
    }

    @Test
    void anAnswerDependsOnNothingSaidBefore() throws IOException {
        String text = "the dog barks";
        double[] alone;
        try (ModelSession other = ModelSession.of(ServedModel.of(model))) {
            alone = other.embed(text, Pooling.MEAN, 512);
        }
        IntStream.rangeClosed(1, 10).forEach(words -> session.embed("it ".repeat(words), Pooling.MEAN, 512));
        assertThat(session.embed(text, Pooling.MEAN, 512)).isEqualTo(alone);
    }

    @Test
    void manyTextsAreAnsweredAsOne() {
        List<String> texts = IntStream.range(0, 300)
                .mapToObj(number -> "[MASK] it ".repeat(number % 9) + "is " + "[MASK] loud".repeat(number % 4))
                .toList();
        List<double[]> vectors = session.embedAll(texts, Pooling.MEAN, 512);
        List<List<List<Guess>>> guesses = session.fillAll(texts, 2);
        List<Double> followers = session.followAll(
                texts.stream().map(text -> List.of("the dog", text)).toList());
        for (int i = 0; i < texts.size(); i++) {
            assertThat(vectors.get(i)).isEqualTo(session.embed(texts.get(i), Pooling.MEAN, 512));
            assertThat(guesses.get(i)).isEqualTo(session.fill(texts.get(i), 2));
            assertThat(followers.get(i)).isEqualTo(session.follows("the dog", texts.get(i)));
        }
        assertThat(session.embedAll(List.of(), Pooling.CLS, 512)).isEmpty();
    }

    @Test
    void piecesAreNeeded() throws IOException {
        Path bare = folder.resolve("bare");
        ModelFolder written = TaughtModel.writeUntaught(bare, 1);
        Files.delete(bare.resolve("vocab.txt"));
        Files.delete(bare.resolve("tokenizer.json"));
        assertThatThrownBy(() -> ServedModel.of(written))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expected its pieces in");
    }
}
