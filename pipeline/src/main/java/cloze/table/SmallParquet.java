package cloze.table;

import cloze.error.ClozeException;
import cloze.error.CorruptArtifactException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Writes a {@link SmallTable} as a folder with one Parquet file, which Spark reads like its own, and reads such a folder.
 * The calling process does both itself: a Spark job takes a hundred times as long for ten rows, and a run writes and
 * reads dozens of tables.
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

    /**
     * Reads the Parquet files in {@code folder}, in the order of their names.
     *
     * @throws CorruptArtifactException if there are none, or one is damaged
     * @throws UncheckedIOException if the storage fails; it may answer later
     */
    static SmallTable read(Configuration hadoop, Path folder) {
        try {
            FileSystem files = folder.getFileSystem(hadoop);
            StructType schema = null;
            List<Row> rows = new ArrayList<>();
            for (FileStatus file : below(files, folder)) {
                StructType found = readFile(HadoopInputFile.fromStatus(file, hadoop), rows);
                if (schema != null && !schema.equals(found)) {
                    throw new IllegalArgumentException("expected the columns %s in each file, found %s in %s"
                            .formatted(schema, found, file.getPath()));
                }
                schema = found;
            }
            if (schema == null) {
                throw damaged(folder, "expected Parquet files, found none", null);
            }
            return new SmallTable(schema, rows);
        } catch (ChecksumException | EOFException e) {
            throw damaged(folder, e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading table " + folder, e);
        } catch (ClozeException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            // Parquet's reader throws runtime exceptions of many kinds for damaged bytes.
            throw damaged(folder, e.getMessage(), e);
        }
    }

    /** Returns the files in {@code folder}; none if it is missing. */
    private static List<FileStatus> below(FileSystem files, Path folder) throws IOException {
        try {
            return PathFiles.below(files, folder);
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private static CorruptArtifactException damaged(Path folder, String fault, Exception cause) {
        return new CorruptArtifactException("Table %s cannot be read: %s".formatted(folder, fault), cause);
    }

    /** Appends the rows of {@code file} to {@code rows}. Returns its columns. */
    private static StructType readFile(InputFile file, List<Row> rows) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(file)) {
            MessageType columns = reader.getFileMetaData().getSchema();
            StructType schema = schema(columns);
            MessageColumnIO records = new ColumnIOFactory().getColumnIO(columns);
            for (PageReadStore part = reader.readNextRowGroup(); part != null; part = reader.readNextRowGroup()) {
                RecordReader<Group> groups = records.getRecordReader(part, new GroupRecordConverter(columns));
                for (long i = 0; i < part.getRowCount(); i++) {
                    rows.add(row(groups.read(), schema));
                }
            }
            return schema;
        }
    }

    private static StructType schema(MessageType columns) {
        var schema = new StructType();
        for (Type column : columns.getFields()) {
            schema = schema.add(column.getName(), type(column.asPrimitiveType()));
        }
        return schema;
    }

    private static DataType type(PrimitiveType column) {
        return PRIMITIVES.entrySet().stream()
                .filter(type -> type.getValue() == column.getPrimitiveTypeName()
                        && Objects.equals(annotation(type.getKey()), column.getLogicalTypeAnnotation()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a small table has no column " + column));
    }

    private static LogicalTypeAnnotation annotation(DataType type) {
        return type.equals(DataTypes.StringType) ? LogicalTypeAnnotation.stringType() : null;
    }

    private static Row row(Group group, StructType schema) {
        Object[] cells = new Object[schema.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = group.getFieldRepetitionCount(i) == 0 ? null : cell(group, i, schema.fields()[i].dataType());
        }
        return new GenericRowWithSchema(cells, schema);
    }

    private static Object cell(Group group, int column, DataType type) {
        if (type.equals(DataTypes.StringType)) {
            return group.getString(column, 0);
        } else if (type.equals(DataTypes.LongType)) {
            return group.getLong(column, 0);
        } else if (type.equals(DataTypes.IntegerType)) {
            return group.getInteger(column, 0);
        } else if (type.equals(DataTypes.DoubleType)) {
            return group.getDouble(column, 0);
        }
        return group.getBoolean(column, 0);
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
