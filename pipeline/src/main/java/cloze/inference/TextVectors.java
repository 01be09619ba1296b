package cloze.inference;

import cloze.parallel.SharedValue;
import cloze.platform.ScalaSequences;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Several vectors of each text or pair of texts, with one pass of the network for all of them. They are the same bits
 * whatever the partitions, their order and the other rows; which kinds are asked for together may change the last bits. Use {@link BertEmbedder} for one vector of single texts.
 *
 * @param columns one or two columns of type string, none of them null
 * @param kinds of the vectors
 * @param longest maximum number of tokens to read, including specials; the network's own limit may be lower
 */
public record TextVectors(List<String> columns, List<VectorKind> kinds, int longest) {
    private static final ArrayType TYPE = DataTypes.createArrayType(SQLDataTypes.VectorType(), false);

    public TextVectors {
        columns = List.copyOf(columns);
        kinds = List.copyOf(kinds);
    }

    /**
     * Appends {@code output}, an array with a vector [H] of each kind. Plans only.
     *
     * @param rows whose columns have no metadata, which would be dropped
     * @param model broadcast by the caller, who destroys it after the last use of the plan
     */
    public Dataset<Row> append(Dataset<Row> rows, SharedValue<ServedModel> model, String output) {
        StructType schema = rows.schema().add(output, TYPE, false);
        int[] places = columns.stream().mapToInt(rows.schema()::fieldIndex).toArray();
        return rows.mapPartitions(vectors(model, kinds, longest, places, schema), Encoders.row(schema));
    }

    private static MapPartitionsFunction<Row, Row> vectors(
            SharedValue<ServedModel> model, List<VectorKind> kinds, int longest, int[] places, StructType schema) {
        return rows -> new AnsweredRows(
                rows,
                places,
                schema,
                texts -> SessionPool.OF_THIS_PROCESS.with(
                        model.value(), session -> session.vectors(texts, kinds, longest).stream()
                                .map(TextVectors::inRow)
                                .toList()));
    }

    private static Object inRow(double[][] vectors) {
        return ScalaSequences.inRow(Arrays.stream(vectors).map(Vectors::dense).toArray());
    }
}
