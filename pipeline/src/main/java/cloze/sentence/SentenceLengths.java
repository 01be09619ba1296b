package cloze.sentence;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import cloze.dataset.Sentences;
import cloze.dataset.SmallTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many sentences there are and how long they are. Sentences that have no end (lists, encoded bytes, a language other than
 * {@code corpus.language}) stand out in the last rows, and wrapped lines taken for sentences as a heap around the width of a page.
 */
public final class SentenceLengths {
    private static final String LENGTH = "length";
    private static final String FROM = "characters_from";

    private SentenceLengths() {}

    /**
     * Sentences per split and length: columns split, characters_from (a power of two, each row up to the next), sentences, characters (their
     * sum) and longest. Characters are code points. One Spark job over {@code sentences}.
     */
    public static SmallTable table(Dataset<Row> sentences) {
        Dataset<Row> table = sentences
                .select(
                        col(Sentences.SPLIT),
                        explode(expr("transform(%s, sentence -> length(sentence))".formatted(Sentences.SENTENCES)))
                                .as(LENGTH))
                // The number of binary digits finds the power of two without rounding.
                .withColumn(FROM, expr("shiftleft(1, length(bin(%s)) - 1)".formatted(LENGTH)))
                .groupBy(Sentences.SPLIT, FROM)
                .agg(
                        count(lit(1)).as("sentences"),
                        sum(LENGTH).as("characters"),
                        max(LENGTH).as("longest"))
                .orderBy(Sentences.SPLIT, FROM);
        return new SmallTable(table.schema(), table.collectAsList());
    }
}
