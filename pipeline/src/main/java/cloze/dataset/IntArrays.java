package cloze.dataset;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders.ArrayEncoder;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders.EncoderField;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders.PrimitiveIntEncoder$;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.catalyst.encoders.RowEncoder$;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.mutable.WrappedArray;

/**
 * How {@code array<int>} columns cross between Spark and Java as {@code int[]}.
 *
 * <p>Spark 3.5's own row encoder gives a sequence of boxed integers for every array. The encoder made here differs in
 * that point only: arrays of non-null integers are {@code int[]} in both directions, a plain memory copy where the plan knows that no
 * element is null.
 */
final class IntArrays {
    private static final ArrayType INT_ARRAY = new ArrayType(DataTypes.IntegerType, false);

    private IntArrays() {}

    /** An encoder of rows of {@code schema} whose integer arrays are {@code int[]}. Reads columns by place, not by name. */
    static Encoder<Row> encoder(StructType schema) {
        var standard = (AgnosticEncoders.RowEncoder) RowEncoder$.MODULE$.encoderFor(schema);
        List<EncoderField> fields = new ArrayList<>();
        for (EncoderField field : JavaConverters.seqAsJavaList(standard.fields())) {
            fields.add(field.enc().dataType().equals(INT_ARRAY) ? primitive(field) : field);
        }
        return ExpressionEncoder.apply(new AgnosticEncoders.RowEncoder(
                JavaConverters.asScalaBuffer(fields).toSeq()));
    }

    /** The integers of an array as a row holds it, copied only where they are boxed. */
    static int[] of(Object value) {
        if (value instanceof int[] array) {
            return array;
        }
        if (value instanceof WrappedArray.ofInt wrapped) {
            return wrapped.array();
        }
        return JavaConverters.seqAsJavaList((Seq<?>) value).stream()
                .mapToInt(element -> (int) element)
                .toArray();
    }

    private static EncoderField primitive(EncoderField field) {
        return field.copy(
                field.name(),
                new ArrayEncoder<>(PrimitiveIntEncoder$.MODULE$, false),
                field.nullable(),
                field.metadata(),
                field.readMethod(),
                field.writeMethod());
    }
}
