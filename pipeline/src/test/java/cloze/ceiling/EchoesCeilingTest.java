package cloze.ceiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.corpus.stories.StoryLanguage;
import org.junit.jupiter.api.Test;

/** Tests the ceilings of the language echoes, where the other sentence carries the information. */
class EchoesCeilingTest {
    private static final CountedAnswers ANSWERS = new CountedAnswers(StoryLanguage.echoes());

    @Test
    void isRightAsOftenAsItExpects() {
        ANSWERS.labels.assertCalibrated();
        ANSWERS.both.assertCalibrated();
        ANSWERS.told.assertCalibrated();
        ANSWERS.own.assertCalibrated();
    }

    @Test
    void theOtherSentenceHelpsFarMoreThanInTheLanguageOfStories() {
        assertThat(ANSWERS.both.accuracy()).isCloseTo(0.82, within(0.02));
        assertThat(ANSWERS.own.accuracy()).isCloseTo(0.71, within(0.02));
        assertThat(ANSWERS.labels.accuracy()).isCloseTo(0.95, within(0.01));
    }

    @Test
    void unusedListsLeaveNoWord() {
        assertThat(StoryLanguage.echoes().vocabulary()).hasSize(67).doesNotContain("");
    }
}
