package cloze.ceiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.ConfigLoader;
import cloze.config.ExamplesConfig;
import cloze.corpus.stories.Story;
import cloze.corpus.stories.StoryLanguage;
import cloze.corpus.stories.StoryTeller;
import cloze.random.Seeds;
import cloze.shard.MaskedExample;
import cloze.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the reader expects to get right and what it gets right, over pairs of the language talez1 drawn here. */
class TalesCeilingTest {
    private static final int PAIRS = 4000;
    private static final double SELECTED = 0.15;
    private static final StoryLanguage LANGUAGE = StoryLanguage.talez1();
    private static final Vocabulary VOCABULARY = Miniature.vocabulary(LANGUAGE);
    private static final Sums LABELS = new Sums();
    private static final Sums BOTH = new Sums();
    private static final Sums OWN = new Sums();
    private static final Sums TOLD = new Sums();

    /** Expected and counted right answers, and the variance of the count. */
    private static final class Sums {
        private double expected;
        private double right;
        private double variance;
        private int count;

        void add(double confidence, double correct) {
            expected += confidence;
            right += correct;
            variance += confidence * (1 - confidence);
            count++;
        }

        double accuracy() {
            return expected / count;
        }

        void assertCalibrated() {
            assertThat(right).isCloseTo(expected, within(4 * Math.sqrt(variance)));
        }
    }

    @BeforeAll
    static void readPairs() {
        ExamplesConfig config = ConfigLoader.load(
                        Optional.empty(),
                        List.of(
                                "examples.pairing=windows",
                                "examples.mask-selection=independent",
                                "examples.replacement=non-special"))
                .examples();
        BayesReader reader = Ceilings.of(LANGUAGE, config, VOCABULARY).open().orElseThrow();
        for (int number = 0; number < PAIRS; number++) {
            MaskedExample example = example(number);
            BayesAnswers answers = reader.read(example);
            LABELS.add(answers.labelConfidence(), answers.label() == example.nextSentenceLabel() ? 1 : 0);
            for (int i = 0; i < example.maskedIds().length; i++) {
                int original = example.maskedIds()[i];
                add(BOTH, answers.bothSentences().get(i), original);
                add(OWN, answers.ownSentence().get(i), original);
                add(TOLD, answers.labelTold().get(i), original);
            }
        }
    }

    private static void add(Sums sums, Guess guess, int original) {
        sums.add(guess.confidence(), guess.correct(original));
    }

    private static MaskedExample example(int number) {
        SplittableRandom random = Seeds.forRow(17, "pair", number);
        var teller = new StoryTeller(LANGUAGE, 5);
        Story story = teller.story(2L * number);
        int window = random.nextInt(story.sentences().size() - 1);
        int label = random.nextInt(2);
        Story other = label == 0 ? story : teller.story(2L * number + 1);
        int second = label == 0 ? window : random.nextInt(other.sentences().size() - 1);
        return masked(number, story.sentences().get(window), other.sentences().get(second + 1), label, random);
    }

    private static MaskedExample masked(
            int number, List<String> a, List<String> b, int label, SplittableRandom random) {
        int length = a.size() + b.size() + 3;
        int[] input = new int[length];
        int[] segments = new int[length];
        List<Integer> positions = new ArrayList<>();
        List<Integer> originals = new ArrayList<>();
        input[0] = VOCABULARY.cls();
        for (int position = 1; position < length; position++) {
            segments[position] = position < a.size() + 2 ? 0 : 1;
            if (position == a.size() + 1 || position == length - 1) {
                input[position] = VOCABULARY.sep();
                continue;
            }
            int id = VOCABULARY
                    .id(position <= a.size() ? a.get(position - 1) : b.get(position - a.size() - 2))
                    .orElseThrow();
            input[position] = id;
            if (random.nextDouble() < SELECTED) {
                positions.add(position);
                originals.add(id);
                int treatment = random.nextInt(10);
                input[position] = treatment < 8
                        ? VOCABULARY.mask()
                        : treatment == 8 ? id : random.nextInt(Vocabulary.SPECIALS.size(), VOCABULARY.size());
            }
        }
        return new MaskedExample(
                "%032x/0/0".formatted(number),
                input,
                segments,
                positions.stream().mapToInt(Integer::intValue).toArray(),
                originals.stream().mapToInt(Integer::intValue).toArray(),
                label);
    }

    @Test
    void isRightAsOftenAsItExpects() {
        assertThat(BOTH.count).isGreaterThan(10_000);
        LABELS.assertCalibrated();
        BOTH.assertCalibrated();
        TOLD.assertCalibrated();
        OWN.assertCalibrated();
    }

    /** The figures of an independent computation with a slightly different vocabulary and other sample pairs. */
    @Test
    void isAsGoodAsAnIndependentComputation() {
        assertThat(BOTH.accuracy()).isCloseTo(0.868, within(0.02));
        assertThat(OWN.accuracy()).isCloseTo(0.813, within(0.02));
        assertThat(TOLD.accuracy()).isCloseTo(0.869, within(0.02));
        assertThat(LABELS.accuracy()).isCloseTo(0.985, within(0.005));
    }

    @Test
    void theOtherSentenceHelpsAndTheLabelHardly() {
        assertThat(BOTH.accuracy() - OWN.accuracy()).isBetween(0.02, 0.1);
        assertThat(TOLD.accuracy() - BOTH.accuracy()).isBetween(-0.005, 0.01);
    }
}
