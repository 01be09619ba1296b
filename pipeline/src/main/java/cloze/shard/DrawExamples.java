package cloze.shard;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import cloze.dataset.ExampleId;
import cloze.dataset.SentencePairs;
import cloze.random.Seeds;
import java.io.Serializable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Draws a share of examples. The draw of each example is keyed by its id, so partitions, order and other examples do
 * not affect it. The share holds on average; the number of drawn examples is binomial.
 *
 * @param seed the seed of the run
 * @param drawing name of the drawing; drawings with different names are independent
 * @param share share of the examples, in [0, 1]
 */
public record DrawExamples(long seed, long drawing, double share) implements Serializable {
    private static final String PURPOSE = "draw examples";

    /** Returns the drawn rows of {@code examples}, {@link SentencePairs} with masks or without. */
    public Dataset<Row> of(Dataset<Row> examples) {
        if (share >= 1) {
            return examples;
        }
        UDF1<String, Boolean> drawn = this::isDrawn;
        return examples.where(udf(drawn, DataTypes.BooleanType).apply(col(SentencePairs.EXAMPLE_ID)));
    }

    boolean isDrawn(String exampleId) {
        long key = Seeds.key(seed, PURPOSE, ExampleId.parse(exampleId).identity(drawing));
        return Seeds.unit(key) < share;
    }
}
