package cloze.quality.shortcut;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RankingAccuracyTest {
    @Test
    void isTheShareOfRightlyOrderedPairs() {
        double[] scores = {0.1, 0.4, 0.35, 0.8};
        boolean[] positive = {false, false, true, true};

        // 0.35 beats 0.1, 0.8 beats both: 3 of 4.
        assertThat(RankingAccuracy.auc(scores, positive)).hasValue(0.75);
    }

    @Test
    void tiesCountHalf() {
        assertThat(RankingAccuracy.auc(new double[] {2, 2, 2}, new boolean[] {true, false, false}))
                .hasValue(0.5);
        // 1 ties with 1 and beats 0; 3 beats both: 3.5 of 4.
        assertThat(RankingAccuracy.auc(new double[] {1, 0, 1, 3}, new boolean[] {false, false, true, true}))
                .hasValue(0.875);
    }

    @Test
    void isMissingWhereThereIsNothingToTellApart() {
        assertThat(RankingAccuracy.auc(new double[] {1, 2}, new boolean[] {true, true}))
                .isEmpty();
        assertThat(RankingAccuracy.auc(new double[] {}, new boolean[] {})).isEmpty();
    }
}
