package cloze.corpus.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StoryLanguageTest {
    private static final StoryLanguage LANGUAGE = StoryLanguage.talez1();

    @Test
    void hasTheWordsOfItsTable() {
        assertThat(LANGUAGE.vocabulary()).hasSize(374).contains(".", ",", "xray", "she", "his", "proudly");
    }

    @Test
    void hasTheShapeOfTheReference() {
        assertThat(LANGUAGE.activities().values()).hasSize(12).allSatisfy(activity -> {
            assertThat(activity.objects()).hasSize(12);
            assertThat(activity.verbs()).hasSize(4);
            assertThat(activity.tools()).hasSize(6);
            assertThat(activity.places()).hasSize(2);
        });
        assertThat(List.of(Latent.values())).map(LANGUAGE::values).containsExactly(12, 8, 2, 8, 5);
        assertThat(LANGUAGE.steps()).isEqualTo(12);
    }

    @Test
    void tellsActivitiesByZipfsLaw() {
        assertThat(LANGUAGE.activities().probabilities().get(0)).isCloseTo(0.2293, within(5e-5));
        assertThat(LANGUAGE.activities().probabilities().get(11)).isCloseTo(0.0353, within(5e-5));
    }

    @Test
    void hasFramesOfKnownLength() {
        assertThat(LANGUAGE.frames().probabilities()).containsExactly(.2, .2, .15, .2, .1, .15);
        assertThat(LANGUAGE.frames().values())
                .extracting(frame -> frame.parts().size())
                .containsExactly(8, 9, 9, 9, 9, 13);
    }

    @Test
    void repeatsNoVerbOrToolWithinFourSteps() {
        for (Activity activity : LANGUAGE.activities().values()) {
            for (int step = 0; step + 4 <= LANGUAGE.steps(); step++) {
                assertThat(List.of(
                                activity.verb(step),
                                activity.verb(step + 1),
                                activity.verb(step + 2),
                                activity.verb(step + 3)))
                        .doesNotHaveDuplicates();
                assertThat(List.of(
                                activity.tool(step),
                                activity.tool(step + 1),
                                activity.tool(step + 2),
                                activity.tool(step + 3)))
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void movesTheAdverbsWithActivityAndStep() {
        assertThat(LANGUAGE.words(Slot.ADV, 0, 0, 0).probabilities()).startsWith(.4, .2);
        assertThat(LANGUAGE.words(Slot.ADV, 2, 3, 0).probabilities().get((5 * 2 + 3 * 3) % 8))
                .isEqualTo(.4);
    }

    @Test
    void startsWindowsOfTwoAsTheReferenceSays() {
        double[] expected = {0.0420, 0.0710, 0.0929, 0.1095, 0.1217, 0.1256, 0.1217, 0.1095, 0.0929, 0.0710, 0.0420, 0.0
        };

        assertThat(LANGUAGE.firstStepOfWindow(2)).containsExactly(expected, within(5e-5));
    }
}
