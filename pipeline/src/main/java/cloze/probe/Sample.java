package cloze.probe;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;

import org.apache.spark.sql.Column;

/**
 * The texts of one fit: those to learn from and those to measure on.
 *
 * @param draw index of the draw, which ranks the texts of each class
 * @param fold the fold to measure on; all others are learned from
 * @param perClass number of texts of each class to learn from; {@link #ALL} for all
 */
record Sample(int draw, int fold, int perClass) {
    static final int ALL = Integer.MAX_VALUE;

    /** Every fifth text of a class, from the second on, tells the strengths of regularisation apart. */
    private static final int TUNING = 5;

    private static final int FIRST_TUNING = 2;

    /** Returns whether a row of {@link LabelledTexts} is learned from. */
    Column isTraining() {
        return not(isHeldOut()).and(rank().leq(lit(perClass)));
    }

    /** Returns whether a row that is learned from belongs to the part on which the regularisation is chosen. */
    Column isTuning() {
        return pmod(rank(), lit(TUNING)).equalTo(lit(FIRST_TUNING));
    }

    /** Returns whether a row is measured on. */
    Column isHeldOut() {
        return col(LabelledTexts.FOLD).equalTo(lit(fold));
    }

    private Column rank() {
        return col(LabelledTexts.RANKS).getItem(draw);
    }
}
