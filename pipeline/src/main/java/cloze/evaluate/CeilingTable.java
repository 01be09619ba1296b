package cloze.evaluate;

import cloze.table.SmallTable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What can be reached on a set of examples, by what the reader knows; without rows where it is not known. */
public final class CeilingTable {
    private CeilingTable() {}

    /** The ceilings of the examples summed up in {@code total}; accuracies as expected, and as counted where it is not a variation. */
    public static SmallTable of(Tally total) {
        var schema = new StructType()
                .add("reads", DataTypes.StringType)
                .add("masked_lm_accuracy", DataTypes.DoubleType)
                .add("masked_lm_accuracy_empirical", DataTypes.DoubleType)
                .add("masked_lm_loss", DataTypes.DoubleType)
                .add("next_sentence_accuracy", DataTypes.DoubleType)
                .add("next_sentence_accuracy_empirical", DataTypes.DoubleType)
                .add("next_sentence_loss", DataTypes.DoubleType);
        Score labels = total.score(Measure.CEILING_NEXT_SENTENCE);
        if (labels.count() == 0) {
            return new SmallTable(schema, List.of());
        }
        Score both = total.score(Measure.CEILING_MASKED_LM);
        return new SmallTable(
                schema,
                List.of(
                        RowFactory.create(
                                "both sentences",
                                NullableNumber.number(both.accuracy()),
                                NullableNumber.number(total.score(Measure.CEILING_MASKED_LM_EMPIRICAL)
                                        .accuracy()),
                                NullableNumber.number(both.loss()),
                                labels.accuracy(),
                                total.score(Measure.CEILING_NEXT_SENTENCE_EMPIRICAL)
                                        .accuracy(),
                                labels.loss()),
                        variation("own sentence", total.score(Measure.CEILING_OWN_SENTENCE)),
                        variation("both sentences and the label", total.score(Measure.CEILING_LABEL_TOLD))));
    }

    private static Row variation(String reads, Score score) {
        return RowFactory.create(
                reads,
                NullableNumber.number(score.accuracy()),
                null,
                NullableNumber.number(score.loss()),
                null,
                null,
                null);
    }
}
