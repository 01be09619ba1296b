package cloze.probe;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.dense_rank;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import cloze.config.probe.ProbeConfig;
import cloze.error.InvalidInputException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * The texts of a task, numbered and divided by content alone: the same texts in other files, partitions or orders have
 * the same numbers, folds and draws.
 *
 * @param rows one per text, persisted; see the columns below
 * @param labels of the task
 * @param draws number of draws, each of which ranks the texts of each class anew
 * @param hasTest whether fold 0 is a table of its own; otherwise each fold is measured once, by the draw of its number
 */
record LabelledTexts(Dataset<Row> rows, Labels labels, int draws, boolean hasTest) implements AutoCloseable {
    /** Place in the order of contents. */
    static final String POSITION = "position";

    /** Hash of the text, or of both texts of a pair. */
    static final String IDENTITY = "identity";

    /** Index of the label. */
    static final String LABEL = "label";

    static final String FOLD = "fold";

    /** Ranks from 1 of the text among those of its class that are learned from, one for each draw. */
    static final String RANKS = "ranks";

    private static final String HELD_OUT = "held_out";

    private static final StructType NUMBERED = new StructType()
            .add(POSITION, DataTypes.LongType, false)
            .add(IDENTITY, DataTypes.LongType, false)
            .add(LabelledTable.TEXT, DataTypes.StringType, false)
            .add(LabelledTable.TEXT_B, DataTypes.StringType, true)
            .add(LABEL, DataTypes.IntegerType, false)
            .add(HELD_OUT, DataTypes.BooleanType, false);

    /**
     * Reads, checks and divides the labelled tables.
     *
     * @param seed of folds and draws
     * @throws InvalidInputException if rows are incomplete, or the labels can be neither learned nor measured
     */
    static LabelledTexts of(SparkSession spark, ProbeConfig probe, long seed) {
        LabelledTable table = LabelledTable.input(probe);
        Dataset<Row> learned = table.plan(spark);
        table.requireComplete(learned);
        Labels labels = Labels.of(table, learned);
        Dataset<Row> all = learned.withColumn(HELD_OUT, lit(false));
        if (probe.hasTest()) {
            LabelledTable test = LabelledTable.test(probe);
            Dataset<Row> measured = test.plan(spark);
            test.requireComplete(measured);
            labels.requireAllOf(test, measured);
            all = all.unionAll(measured.withColumn(HELD_OUT, lit(true)));
        }
        Dataset<Row> numbered = numbered(spark, all, labels);
        if (!probe.hasTest()) {
            requireTextsPerFold(table, numbered, labels);
        }
        int draws = probe.hasTest() ? probe.repeats() : probe.folds();
        Dataset<Row> divided = ranked(folded(numbered, probe, seed), draws, probe.hasTest(), seed)
                .persist(StorageLevel.MEMORY_AND_DISK());
        return new LabelledTexts(divided, labels, draws, probe.hasTest());
    }

    private static Dataset<Row> numbered(SparkSession spark, Dataset<Row> all, Labels labels) {
        Dataset<Row> sorted = all.withColumn(IDENTITY, xxhash64(col(LabelledTable.TEXT), col(LabelledTable.TEXT_B)))
                .orderBy(
                        col(IDENTITY),
                        col(LabelledTable.TEXT),
                        col(LabelledTable.TEXT_B),
                        col(LabelledTable.LABEL),
                        col(HELD_OUT))
                .select(IDENTITY, LabelledTable.TEXT, LabelledTable.TEXT_B, LabelledTable.LABEL, HELD_OUT);
        JavaRDD<Row> rows = sorted.javaRDD()
                .zipWithIndex()
                .map(each -> RowFactory.create(
                        each._2(),
                        each._1().getLong(0),
                        each._1().getString(1),
                        each._1().getString(2),
                        labels.index(each._1().getString(3)),
                        each._1().getBoolean(4)));
        return spark.createDataFrame(rows, NUMBERED);
    }

    /** Every fold but one must hold every label. */
    private static void requireTextsPerFold(LabelledTable table, Dataset<Row> numbered, Labels labels) {
        int folds = table.probe().folds();
        List<Row> few = numbered.groupBy(LABEL)
                .agg(countDistinct(IDENTITY).as(IDENTITY))
                .where(col(IDENTITY).lt(folds))
                .orderBy(LABEL)
                .collectAsList();
        if (!few.isEmpty()) {
            throw new InvalidInputException(
                    "%s %s: expected at least probe.folds = %d different texts of each label, found %d of \"%s\"; add texts, lower probe.folds, drop the label, or name a table to measure on in probe.test"
                            .formatted(
                                    table.key(),
                                    table.named(),
                                    folds,
                                    few.get(0).getLong(1),
                                    labels.names().get(few.get(0).getInt(0))));
        }
    }

    /** Texts of a class are dealt out in turn, so that each fold has its share. Copies of a text stay together. */
    private static Dataset<Row> folded(Dataset<Row> numbered, ProbeConfig probe, long seed) {
        if (probe.hasTest()) {
            return numbered.withColumn(FOLD, when(col(HELD_OUT), 0).otherwise(1));
        }
        WindowSpec ofClass = Window.partitionBy(LABEL).orderBy(key(seed, "fold", 0), col(IDENTITY));
        return numbered.withColumn(
                FOLD, dense_rank().over(ofClass).mod(probe.folds()).cast(DataTypes.IntegerType));
    }

    private static Dataset<Row> ranked(Dataset<Row> folded, int draws, boolean hasTest, long seed) {
        Column[] ranks = IntStream.range(0, draws)
                .mapToObj(draw -> row_number()
                        .over(Window.partitionBy(col(LABEL), col(FOLD).equalTo(hasTest ? 0 : draw))
                                .orderBy(key(seed, "draw", draw), col(IDENTITY), col(POSITION))))
                .toArray(Column[]::new);
        return folded.withColumn(RANKS, array(ranks)).drop(HELD_OUT);
    }

    private static Column key(long seed, String purpose, int index) {
        return xxhash64(lit(seed), lit("probe-" + purpose), lit(index), col(IDENTITY));
    }

    /**
     * Plans {@code features} as all fits read them: one partition in the order of contents.
     *
     * @param features the columns of {@link #rows} except the texts, and some more
     */
    static Dataset<Row> inOnePartition(Dataset<Row> features) {
        return features.repartition(1).sortWithinPartitions(POSITION);
    }

    /** Returns the number of texts by fold and label index. */
    long[][] counts() {
        List<Row> each = rows.groupBy(FOLD, LABEL)
                .agg(count(lit(1)))
                .orderBy(FOLD, LABEL)
                .collectAsList();
        int folds = each.stream().mapToInt(row -> row.getInt(0)).max().orElse(0) + 1;
        long[][] counts = new long[folds][labels.size()];
        each.forEach(row -> counts[row.getInt(0)][row.getInt(1)] = row.getLong(2));
        return counts;
    }

    /** Returns the number of texts to measure on whose text is also learned from; 0 without a table of its own. */
    long alsoLearned() {
        if (!hasTest) {
            return 0;
        }
        Column tests = count(when(col(FOLD).equalTo(0), true));
        Row sum = rows.groupBy(IDENTITY)
                .agg(min(FOLD).as("least"), max(FOLD).as("most"), tests.as("tests"))
                .where(col("least").notEqual(col("most")))
                .agg(coalesce(sum("tests"), lit(0L)))
                .first();
        return sum.getLong(0);
    }

    /** Returns the folds that are measured, each with the index of its draws. */
    List<Sample> samples(int perClass) {
        if (!hasTest) {
            return IntStream.range(0, draws)
                    .mapToObj(fold -> new Sample(fold, fold, perClass))
                    .toList();
        }
        // All texts are the same texts in every draw.
        return IntStream.range(0, perClass == Sample.ALL ? 1 : draws)
                .mapToObj(draw -> new Sample(draw, 0, perClass))
                .toList();
    }

    @Override
    public void close() {
        rows.unpersist();
    }
}
