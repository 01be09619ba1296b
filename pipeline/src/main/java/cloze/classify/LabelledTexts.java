package cloze.classify;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import cloze.dataset.DocumentId;
import cloze.dataset.LabelledExamples;
import cloze.error.InvalidInputException;
import cloze.parallel.SharedValue;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * The examples of a run as {@link LabelledExamples}, encoded once and kept on executors until they are closed. An
 * example is identified by its texts and its label, and rows that are equal in these by an occurrence number, so neither
 * partitions nor the order of rows matter.
 */
final class LabelledTexts implements AutoCloseable {
    private static final String OCCURRENCE = "occurrence";

    private final Dataset<Row> rows;
    private final SharedValue<EncodeTexts> encoding;
    private final List<String> inputs;

    private LabelledTexts(Dataset<Row> rows, SharedValue<EncodeTexts> encoding, List<String> inputs) {
        this.rows = rows;
        this.encoding = encoding;
        this.inputs = inputs;
    }

    /**
     * Plans the examples of {@code dataset}.
     *
     * @param inputs names of the columns with texts
     * @param label the column with labels
     */
    static LabelledTexts of(Dataset<?> dataset, List<String> inputs, LabelColumn label, EncodeTexts encode) {
        List<Column> read = new ArrayList<>();
        inputs.forEach(input -> read.add(ColumnNames.column(input)));
        read.add(label.text());
        SharedValue<EncodeTexts> encoding = SharedValue.of(dataset.sparkSession(), encode);
        MapPartitionsFunction<Row, Row> encoder = partition -> encoding.value().encode(partition);
        Dataset<Row> encoded = dataset.toDF()
                .select(read.toArray(Column[]::new))
                .mapPartitions(encoder, EncodeTexts.CONTRACT.encoder())
                .toDF();
        return new LabelledTexts(
                LabelledExamples.CONTRACT.select(identified(encoded)).persist(StorageLevel.MEMORY_AND_DISK()),
                encoding,
                inputs);
    }

    private static Dataset<Row> identified(Dataset<Row> encoded) {
        // Equal rows are interchangeable, so any order of them will do.
        Column occurrence =
                row_number().over(Window.partitionBy(EncodeTexts.HASH).orderBy(EncodeTexts.HASH));
        Column copy =
                concat(lit(DocumentId.OCCURRENCE_SEPARATOR), col(OCCURRENCE).cast(DataTypes.StringType));
        return encoded.withColumn(OCCURRENCE, occurrence)
                .withColumn(
                        LabelledExamples.EXAMPLE_ID,
                        concat(
                                col(EncodeTexts.HASH),
                                when(col(OCCURRENCE).equalTo(1), "").otherwise(copy),
                                lit("/0/0")));
    }

    Dataset<Row> rows() {
        return rows;
    }

    /**
     * Counts the examples, and checks that each has its texts.
     *
     * @param asking who asks, for messages
     * @throws InvalidInputException if a text is null or has no token
     */
    long examples(String asking) {
        Row counts = rows.agg(
                        count(lit(1)),
                        count(when(size(col(LabelledExamples.INPUT_IDS)).equalTo(0), 1)))
                .head();
        if (counts.getLong(1) > 0) {
            throw new InvalidInputException(
                    "%s: expected text in each row of %s, found none in %d of %d rows: null, blank, or nothing that the tokenizer keeps; remove these rows"
                            .formatted(
                                    asking,
                                    inputs.size() == 1
                                            ? "column " + inputs.get(0)
                                            : "columns " + String.join(", ", inputs),
                                    counts.getLong(1),
                                    counts.getLong(0)));
        }
        return counts.getLong(0);
    }

    @Override
    public void close() {
        rows.unpersist();
        encoding.destroy();
    }
}
