package cloze.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Writes a {@link SmallTable} as a folder with one Parquet file, which Spark reads like its own. The calling process
 * writes the file itself: a Spark job takes a hundred times as long for ten rows, and a run writes dozens of tables.
 */
final class SmallParquet {
    private static final String FILE = "part-00000.parquet";

    private static final Map<DataType, PrimitiveTypeName> PRIMITIVES = Map.of(
            DataTypes.StringType, PrimitiveTypeName.BINARY,
            DataTypes.LongType, PrimitiveTypeName.INT64,
            DataTypes.IntegerType, PrimitiveTypeName.INT32,
            DataTypes.DoubleType, PrimitiveTypeName.DOUBLE,
            DataTypes.BooleanType, PrimitiveTypeName.BOOLEAN);

    private SmallParquet() {}

    /** Replaces {@code folder} by one that holds {@code table}. */
    static void write(Configuration hadoop, Path folder, SmallTable table) {
        try {
            FileSystem files = folder.getFileSystem(hadoop);
            files.delete(folder, true);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing " + folder, e);
        }
        writeFile(hadoop, new Path(folder, FILE), table);
    }

    /** Writes {@code table} to {@code file}, replacing an existing file. */
    static void writeFile(Configuration hadoop, Path file, SmallTable table) {
        MessageType schema = schema(table.schema());
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(HadoopOutputFile.fromPath(file, hadoop))
                .withType(schema)
                .withConf(hadoop)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .build()) {
            for (Row row : table.rows()) {
                writer.write(group(row, schema));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing " + file, e);
        }
    }

    private static MessageType schema(StructType columns) {
        List<Type> types =
                Arrays.stream(columns.fields()).map(SmallParquet::column).toList();
        return new MessageType("table", types);
    }

    private static Type column(StructField field) {
        PrimitiveTypeName primitive = PRIMITIVES.get(field.dataType());
        if (primitive == null) {
            throw new IllegalArgumentException(
                    "Column %s: a small table has no %s".formatted(field.name(), field.dataType()));
        }
        var type = Types.primitive(primitive, field.nullable() ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED);
        return primitive == PrimitiveTypeName.BINARY
                ? type.as(LogicalTypeAnnotation.stringType()).named(field.name())
                : type.named(field.name());
    }

    private static Group group(Row row, MessageType schema) {
        var group = new SimpleGroup(schema);
        for (int i = 0; i < row.size(); i++) {
            Object value = row.get(i);
            if (value instanceof String text) {
                group.add(i, text);
            } else if (value instanceof Long number) {
                group.add(i, number);
            } else if (value instanceof Integer number) {
                group.add(i, number);
            } else if (value instanceof Double number) {
                group.add(i, number);
            } else if (value instanceof Boolean truth) {
                group.add(i, truth);
            }
        }
        return group;
    }
}
