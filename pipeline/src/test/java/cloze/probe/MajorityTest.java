package cloze.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MajorityTest {
    private static final long[][] COUNTS = {{4, 1, 2}, {3, 3, 1}, {0, 2, 5}};

    @Test
    void theMostFrequentLabelOfTheOtherTextsIsPredictedForATestTable() {
        var majority = new Majority(COUNTS, true);
        // Learned: 3, 5, 6.
        assertThat(majority.confusion().accuracy()).isEqualTo(2.0 / 7);
        assertThat(majority.trainTexts()).isEqualTo(14);
        assertThat(majority.largestClass()).isEqualTo(6);
    }

    @Test
    void withFoldsEachIsPredictedFromTheOthers() {
        var majority = new Majority(COUNTS, false);
        // Fold 0 from 3, 5, 6; fold 1 from 4, 3, 7; fold 2 from 7, 4, 3.
        assertThat(majority.confusion().accuracy()).isEqualTo((2.0 + 1 + 0) / 21);
        assertThat(majority.confusion().texts()).isEqualTo(21);
    }

    @Test
    void ofSeveralTheFirstLabelIsPredicted() {
        assertThat(new Majority(new long[][] {{5, 1}, {2, 2}}, true).confusion().accuracy())
                .isEqualTo(5.0 / 6);
    }
}
