package cloze.corpus.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StoryTellerTest {
    private static final StoryLanguage LANGUAGE = StoryLanguage.talez1();
    private static final List<Story> STORIES = LongStream.range(0, 4000)
            .mapToObj(new StoryTeller(LANGUAGE, 11)::story)
            .toList();

    @Test
    void tellsTheSameStoryForTheSameSeedAndIndex() {
        assertThat(new StoryTeller(LANGUAGE, 11).story(17)).isEqualTo(STORIES.get(17));
        assertThat(new StoryTeller(LANGUAGE, 12).story(17)).isNotEqualTo(STORIES.get(17));
    }

    @Test
    void usesAllItsWordsAndNoOther() {
        Set<String> used = new HashSet<>();
        STORIES.forEach(story -> story.sentences().forEach(used::addAll));

        assertThat(used).isEqualTo(LANGUAGE.vocabulary());
    }

    @Test
    void writesOneSentencePerLine() {
        Story story = STORIES.get(0);
        List<String> lines = story.text().lines().toList();

        assertThat(lines).hasSize(story.frames().size()).allMatch(line -> line.endsWith(" ."));
        assertThat(lines.get(0).split(" "))
                .containsExactlyElementsOf(story.sentences().get(0));
    }

    @Test
    void followsTheScriptFromItsFirstStep() {
        for (Story story : STORIES) {
            Activity activity = LANGUAGE.activities().values().get(story.activity());
            assertThat(story.sentences()).hasSizeBetween(6, 12);
            assertThat(story.firstStep() + story.sentences().size()).isLessThanOrEqualTo(12);
            for (int i = 0; i < story.sentences().size(); i++) {
                int step = story.firstStep() + i;
                List<Part> parts =
                        LANGUAGE.frames().values().get(story.frames().get(i)).parts();
                List<String> words = story.sentences().get(i);
                assertThat(words).hasSameSizeAs(parts);
                if (parts.contains(Slot.OBJ)) {
                    assertThat(words.get(parts.indexOf(Slot.OBJ))).isEqualTo(activity.object(step));
                }
                if (parts.contains(Slot.TOOL)) {
                    assertThat(words.get(parts.indexOf(Slot.TOOL))).isEqualTo(activity.tool(step));
                }
            }
        }
    }

    @Test
    void keepsTheHerosPronouns() {
        for (Story story : STORIES) {
            Hero hero = LANGUAGE.heroes().get(story.latents().get(Latent.HERO));
            String other = hero.pronoun().equals("she") ? "he" : "she";
            assertThat(story.sentences()).allSatisfy(words -> assertThat(words).doesNotContain(other));
        }
    }

    @Test
    void drawsFramesActivitiesAndLengthsAsOftenAsTheLanguageSays() {
        double sentences =
                STORIES.stream().mapToInt(story -> story.frames().size()).sum();
        for (int frame = 0; frame < LANGUAGE.frames().size(); frame++) {
            int wanted = frame;
            long drawn = STORIES.stream()
                    .flatMap(story -> story.frames().stream())
                    .filter(index -> index == wanted)
                    .count();
            // For 36,000 sentences the standard error is 0.002.
            assertThat(drawn / sentences)
                    .isCloseTo(LANGUAGE.frames().probabilities().get(frame), within(0.01));
        }
        for (int activity = 0; activity < LANGUAGE.activities().size(); activity++) {
            int wanted = activity;
            long drawn =
                    STORIES.stream().filter(story -> story.activity() == wanted).count();
            assertThat(drawn / (double) STORIES.size())
                    .isCloseTo(LANGUAGE.activities().probabilities().get(activity), within(0.025));
        }
        assertThat(sentences / STORIES.size()).isCloseTo(9, within(0.15));
    }
}
