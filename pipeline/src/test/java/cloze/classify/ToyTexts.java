package cloze.classify;

import cloze.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Labelled texts that a small network learns to tell apart. */
public final class ToyTexts {
    static final StructType SCHEMA = new StructType()
            .add("number", DataTypes.IntegerType)
            .add("text", DataTypes.StringType)
            .add("label", DataTypes.StringType);

    static final StructType PAIRS = new StructType()
            .add("number", DataTypes.IntegerType)
            .add("text", DataTypes.StringType)
            .add("other", DataTypes.StringType)
            .add("label", DataTypes.IntegerType);

    private static final List<List<String>> KINDS = List.of(ToyModel.ANIMALS, ToyModel.FRUITS, ToyModel.TOOLS);
    private static final List<String> NAMES = List.of("animal", "fruit", "tool");

    private ToyTexts() {}

    /** Returns texts of four to seven words; one of them names an animal, a fruit or a tool, which is the label. */
    public static Dataset<Row> of(SparkSession spark, int first, int count) {
        List<Row> rows = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            SplittableRandom random = Seeds.forRow(1, "toy text", number);
            int kind = random.nextInt(3);
            rows.add(RowFactory.create(number, text(kind, random), NAMES.get(kind)));
        }
        return spark.createDataFrame(rows, SCHEMA);
    }

    /** Returns pairs of texts; the label is 1 if the second names a fruit, 0 if it names an animal, whatever the first does. */
    public static Dataset<Row> pairs(SparkSession spark, int count) {
        List<Row> rows = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            SplittableRandom random = Seeds.forRow(2, "toy pair", number);
            int kind = random.nextInt(2);
            int other = random.nextInt(2);
            rows.add(RowFactory.create(number, text(kind, random), text(other, random), other));
        }
        return spark.createDataFrame(rows, PAIRS);
    }

    private static String text(int kind, SplittableRandom random) {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(3, 7); i > 0; i--) {
            words.add(ToyModel.FILLERS.get(random.nextInt(ToyModel.FILLERS.size())));
        }
        words.add(random.nextInt(words.size()), KINDS.get(kind).get(random.nextInt(4)));
        return String.join(" ", words);
    }
}
