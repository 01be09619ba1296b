package cloze.ceiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.corpus.stories.StoryLanguage;
import org.junit.jupiter.api.Test;

/** Tests the ceilings of the language talez1. */
class TalesCeilingTest {
    private static final CountedAnswers ANSWERS = new CountedAnswers(StoryLanguage.talez1());

    @Test
    void isRightAsOftenAsItExpects() {
        assertThat(ANSWERS.both.count).isGreaterThan(10_000);
        ANSWERS.labels.assertCalibrated();
        ANSWERS.both.assertCalibrated();
        ANSWERS.told.assertCalibrated();
        ANSWERS.own.assertCalibrated();
    }

    /**
     * The expected figures come from an independent computation with a slightly different vocabulary and other pairs.
     */
    @Test
    void isAsGoodAsAnIndependentComputation() {
        assertThat(ANSWERS.both.accuracy()).isCloseTo(0.868, within(0.02));
        assertThat(ANSWERS.own.accuracy()).isCloseTo(0.813, within(0.02));
        assertThat(ANSWERS.told.accuracy()).isCloseTo(0.869, within(0.02));
        assertThat(ANSWERS.labels.accuracy()).isCloseTo(0.985, within(0.005));
    }

    @Test
    void theOtherSentenceHelpsAndTheLabelHardly() {
        assertThat(ANSWERS.both.accuracy() - ANSWERS.own.accuracy()).isBetween(0.02, 0.1);
        assertThat(ANSWERS.told.accuracy() - ANSWERS.both.accuracy()).isBetween(-0.005, 0.01);
    }
}
