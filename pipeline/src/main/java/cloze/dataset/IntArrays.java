package cloze.dataset;

import cloze.platform.ScalaSequences;
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

/**
 * Passes {@code array<int>} columns between Spark and Java as {@code int[]}.
 *
 * <p>Spark's own row encoder yields a sequence of boxed integers for every array. The encoder created here differs
 * only in that arrays of non-null integers are {@code int[]} in both directions, a plain memory copy if the plan knows
 * that no element is null.
 */
final class IntArrays {
    private static final ArrayType INT_ARRAY = new ArrayType(DataTypes.IntegerType, false);

    private IntArrays() {}

    /**
     * Returns an encoder of rows of {@code schema} with integer arrays as {@code int[]}. It reads columns by position,
     * not by name.
     */
    static Encoder<Row> encoder(StructType schema) {
        var standard = (AgnosticEncoders.RowEncoder) RowEncoder$.MODULE$.encoderFor(schema);
        List<EncoderField> fields = new ArrayList<>();
        for (EncoderField field : ScalaSequences.asJava(standard.fields())) {
            fields.add(field.enc().dataType().equals(INT_ARRAY) ? primitive(field) : field);
        }
        return ExpressionEncoder.apply(new AgnosticEncoders.RowEncoder(ScalaSequences.of(fields)));
    }

    /** Returns the integers of an array from a row. They are copied only if they are boxed. */
    static int[] of(Object value) {
        return value instanceof int[] array ? array : ScalaSequences.integers(value);
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
