package cloze.ceiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.ExamplesConfig;
import cloze.config.hocon.ConfigLoader;
import cloze.corpus.stories.Story;
import cloze.corpus.stories.StoryLanguage;
import cloze.corpus.stories.StoryTeller;
import cloze.dataset.Task;
import cloze.random.Seeds;
import cloze.shard.MaskedExample;
import cloze.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Compares how often the reader expects to be right with how often it is, over pairs drawn from a language. */
final class CountedAnswers {
    private static final int PAIRS = 4000;
    private static final double SELECTED = 0.15;

    final Sums labels = new Sums();
    final Sums both = new Sums();
    final Sums own = new Sums();
    final Sums told = new Sums();
    private final StoryLanguage language;
    private final Vocabulary vocabulary;

    /** Expected and actual number of right answers, and the variance of the latter. */
    static final class Sums {
        private double expected;
        private double right;
        private double variance;
        int count;

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

    CountedAnswers(StoryLanguage language) {
        this.language = language;
        vocabulary = Miniature.vocabulary(language);
        ExamplesConfig config = ConfigLoader.load(
                        Optional.empty(),
                        List.of(
                                "examples.pairing=windows",
                                "examples.mask-selection=independent",
                                "examples.replacement=non-special"))
                .examples();
        BayesReader reader = Ceilings.of(language, config, vocabulary).open().orElseThrow();
        for (int number = 0; number < PAIRS; number++) {
            MaskedExample example = example(number);
            BayesAnswers answers = reader.read(example);
            labels.add(answers.labelConfidence(), answers.label() == example.label(Task.NEXT_SENTENCE) ? 1 : 0);
            for (int i = 0; i < example.maskedIds().length; i++) {
                int original = example.maskedIds()[i];
                add(both, answers.bothSentences().get(i), original);
                add(own, answers.ownSentence().get(i), original);
                add(told, answers.labelTold().get(i), original);
            }
        }
    }

    private static void add(Sums sums, ReaderGuess guess, int original) {
        sums.add(guess.confidence(), guess.correct(original));
    }

    private MaskedExample example(int number) {
        SplittableRandom random = Seeds.forRow(17, "pair", number);
        var teller = new StoryTeller(language, 5);
        Story story = teller.story(2L * number);
        int window = random.nextInt(story.sentences().size() - 1);
        int label = random.nextInt(2);
        Story other = label == 0 ? story : teller.story(2L * number + 1);
        int second = label == 0 ? window : random.nextInt(other.sentences().size() - 1);
        return masked(number, story.sentences().get(window), other.sentences().get(second + 1), label, random);
    }

    private MaskedExample masked(int number, List<String> a, List<String> b, int label, SplittableRandom random) {
        int length = a.size() + b.size() + 3;
        int[] input = new int[length];
        int[] segments = new int[length];
        List<Integer> positions = new ArrayList<>();
        List<Integer> originals = new ArrayList<>();
        input[0] = vocabulary.cls();
        for (int position = 1; position < length; position++) {
            segments[position] = position < a.size() + 2 ? 0 : 1;
            if (position == a.size() + 1 || position == length - 1) {
                input[position] = vocabulary.sep();
                continue;
            }
            int id = vocabulary
                    .id(position <= a.size() ? a.get(position - 1) : b.get(position - a.size() - 2))
                    .orElseThrow();
            input[position] = id;
            if (random.nextDouble() < SELECTED) {
                positions.add(position);
                originals.add(id);
                int treatment = random.nextInt(10);
                input[position] = treatment < 8
                        ? vocabulary.mask()
                        : treatment == 8 ? id : random.nextInt(Vocabulary.SPECIALS.size(), vocabulary.size());
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
}
