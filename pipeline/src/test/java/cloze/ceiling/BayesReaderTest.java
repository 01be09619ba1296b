package cloze.ceiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloze.ceiling.BruteForce.Pair;
import cloze.config.ExamplesConfig;
import cloze.config.hocon.ConfigLoader;
import cloze.error.ContractViolationException;
import cloze.shard.MaskedExample;
import cloze.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the reader with {@link BruteForce}. Two words that occur in no story may also be replacements. */
class BayesReaderTest {
    private static final Vocabulary VOCABULARY = Miniature.vocabulary(Miniature.LANGUAGE, "stray", "lost");
    private static final double SELECTED = 0.3;
    private static final double EXACT = 1e-9;

    private static final BruteForce TRUTH =
            new BruteForce(Miniature.LANGUAGE, SELECTED, VOCABULARY.size() - Vocabulary.SPECIALS.size());

    private static final Map<Pair, Double> PAIRS = TRUTH.pairs();

    static ExamplesConfig examples(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "examples.pairing=windows",
                "examples.mask-selection=independent",
                "examples.replacement=non-special",
                "examples.masked-lm-prob=" + SELECTED));
        settings.addAll(List.of(more));
        return ConfigLoader.load(Optional.empty(), settings).examples();
    }

    private static BayesReader reader() {
        return Ceilings.of(Miniature.LANGUAGE, examples(), VOCABULARY).open().orElseThrow();
    }

    /**
     * Returns an example whose two sentences are {@code input}. Every position is masked and has the original id
     * {@code original}.
     */
    private static MaskedExample example(String input, int label, int original) {
        List<Integer> ids = new ArrayList<>(List.of(VOCABULARY.cls()));
        List<Integer> segments = new ArrayList<>(List.of(0));
        List<Integer> positions = new ArrayList<>();
        List<String> sentences = List.of(input.split(" / "));
        for (int sentence = 0; sentence < sentences.size(); sentence++) {
            for (String word : words(sentences.get(sentence))) {
                positions.add(ids.size());
                ids.add(VOCABULARY.id(word).orElseThrow());
                segments.add(sentence);
            }
            ids.add(VOCABULARY.sep());
            segments.add(sentence);
        }
        int[] originals = new int[positions.size()];
        Arrays.fill(originals, original);
        return new MaskedExample("0".repeat(32) + "/0/0", ints(ids), ints(segments), ints(positions), originals, label);
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<String> words(String input) {
        return List.of(input.replace(" / ", " ").split(" "));
    }

    /** Returns the pairs whose lengths match {@code input}. */
    private static List<Map.Entry<Pair, Double>> fitting(String input) {
        int ofFirst = words(input.substring(0, input.indexOf(" / "))).size();
        int ofBoth = words(input).size();
        return PAIRS.entrySet().stream()
                .filter(entry -> entry.getKey().a().size() == ofFirst)
                .filter(entry -> entry.getKey().length() == ofBoth)
                .toList();
    }

    private static double randomProbability(String input) {
        double[] byLabel = new double[2];
        for (var entry : fitting(input)) {
            byLabel[entry.getKey().label()] +=
                    entry.getValue() * TRUTH.corrupted(entry.getKey(), words(input), BruteForce.NOWHERE);
        }
        return byLabel[1] / (byLabel[0] + byLabel[1]);
    }

    /**
     * Returns the posterior of each word at {@code position}, which is known to be selected, among the pairs that
     * {@code passing} accepts.
     */
    private static Map<String, Double> posterior(String input, int position, Predicate<Pair> passing) {
        Map<String, Double> byWord = new TreeMap<>();
        for (var entry : fitting(input)) {
            Pair pair = entry.getKey();
            if (passing.test(pair)) {
                double likelihood = entry.getValue() * TRUTH.corrupted(pair, words(input), position);
                byWord.merge(pair.word(position), likelihood, Double::sum);
            }
        }
        double sum = byWord.values().stream().mapToDouble(Double::doubleValue).sum();
        byWord.replaceAll((word, likelihood) -> likelihood / sum);
        return byWord;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Two words are masked, one is wrong; the hero's name determines the pronoun.
                "ann [MASK] leaves now / she with stray [MASK]",
                "[MASK] [MASK] [MASK] [MASK] / [MASK] [MASK] [MASK] [MASK]",
                // No story contains all these words: some were replaced.
                "tom boils water then / she with pot in",
                "aunt cat runs / aunt [MASK] runs",
                "uncle dog purrs / hot kitchen [MASK]",
                "wet [MASK] her / eve stirs [MASK] now",
                "[MASK] tent his / grey tent his",
                // Frames of equal length can be confused.
                "stray lost [MASK] / wet dog her",
                "he with ladle in / tom stirs bowl then"
            })
    void agreesWithEveryStoryWrittenDown(String input) {
        BayesReader reader = reader();
        assertThat(reader.read(example(input, 0, 5)).randomProbability())
                .isCloseTo(randomProbability(input), within(EXACT));

        for (int position = 0; position < words(input).size(); position++) {
            Map<String, Double> any = posterior(input, position, pair -> true);
            Map<String, Double> next = posterior(input, position, pair -> pair.label() == 0);
            Map<String, Double> random = posterior(input, position, pair -> pair.label() == 1);
            for (int id = Vocabulary.SPECIALS.size(); id < VOCABULARY.size(); id++) {
                String word = VOCABULARY.piece(id);
                BayesAnswers ofNext = reader.read(example(input, 0, id));
                BayesAnswers ofRandom = reader.read(example(input, 1, id));
                assertAgree(ofNext.bothSentences().get(position), any, word);
                assertAgree(ofNext.labelTold().get(position), next, word);
                assertAgree(ofRandom.labelTold().get(position), random, word);
            }
        }
    }

    private static void assertAgree(ReaderGuess guess, Map<String, Double> posterior, String word) {
        assertThat(guess.truth()).as(word).isCloseTo(posterior.getOrDefault(word, 0.0), within(EXACT));
    }

    @Test
    void ofOneSentenceItReadsNothingElse() {
        BayesReader reader = reader();
        List<ReaderGuess> one = reader.read(example("ann [MASK] leaves now / she with stray [MASK]", 0, 7))
                .ownSentence();
        List<ReaderGuess> other = reader.read(example("ann [MASK] leaves now / uncle cat purrs", 1, 7))
                .ownSentence();

        assertThat(one.subList(0, 4)).isEqualTo(other.subList(0, 4));
        // A sentence alone gives the same answers as with a second sentence from another document.
        String input = "ann [MASK] leaves now / she with stray [MASK]";
        assertThat(one.get(1).truth())
                .isCloseTo(
                        posterior(input, 1, pair -> pair.label() == 1).getOrDefault(VOCABULARY.piece(7), 0.0),
                        within(EXACT));
    }

    @Test
    void theAnswerIsTheLikeliestWord() {
        String input = "[MASK] [MASK] leaves now / she with spoon in";
        ReaderGuess guess = reader().read(example(input, 0, 5)).bothSentences().get(1);

        Map<String, Double> posterior = posterior(input, 1, pair -> true);
        assertThat(guess.confidence()).isCloseTo(Collections.max(posterior.values()), within(EXACT));
        assertThat(posterior.get(VOCABULARY.piece(guess.answer()))).isCloseTo(guess.confidence(), within(EXACT));
        assertThat(guess.correct(guess.answer())).isEqualTo(1);
        assertThat(guess.correct(5)).isZero();
    }

    @Test
    void refusesSentencesThatNoFrameGives() {
        assertThatThrownBy(() -> reader().read(example("ann boils / she with pot in", 0, 5)))
                .isInstanceOf(ContractViolationException.class)
                .hasMessageContaining("9 tokens in segments that begin at 0 and 4");
    }
}
