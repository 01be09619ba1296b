package cloze.corpus;

import static org.apache.spark.sql.functions.col;

import cloze.error.InvalidInputException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Parquet files -> {@link Texts}. Only the text column is read. */
final class ReadParquetFiles {
    private static final String FILE_PATH = "_metadata.file_path";

    private ReadParquetFiles() {}

    /**
     * Plans, after a look at the first file's schema. Spark itself lists more than
     * {@code spark.sql.sources.parallelPartitionDiscovery.threshold} files with a job.
     *
     * @throws InvalidInputException when the first file is not Parquet or has no such column of strings
     */
    static Dataset<Row> plan(SparkSession spark, List<CorpusFile> files, String textColumn) {
        requireText(files.get(0), textColumn, spark.sparkContext().hadoopConfiguration());
        String[] paths = files.stream().map(file -> withoutGlob(file.path())).toArray(String[]::new);
        FlatMapFunction<Row, String> decode =
                row -> text(row, textColumn).stream().iterator();
        return spark.read()
                .schema(new StructType().add(textColumn, DataTypes.StringType))
                .parquet(paths)
                .select(col("`" + textColumn.replace("`", "``") + "`").cast(DataTypes.BinaryType), col(FILE_PATH))
                .flatMap(decode, Encoders.STRING())
                .toDF(Texts.TEXT);
    }

    /** Spark reads paths as globs; these are files already. */
    private static String withoutGlob(String path) {
        return path.replaceAll("([\\\\\\[\\]{}*?])", "\\\\$1");
    }

    private static void requireText(CorpusFile file, String column, Configuration hadoop) {
        MessageType schema;
        try (var reader = ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.path()), hadoop))) {
            schema = reader.getFileMetaData().getSchema();
        } catch (IOException | RuntimeException e) {
            throw new InvalidInputException(
                    "File %s cannot be read as Parquet: %s. Check corpus.format and the file."
                            .formatted(file.path(), e.getMessage()),
                    e);
        }
        if (!schema.containsField(column)) {
            throw new InvalidInputException(
                    "File %s has no column %s; it has %s. Name the column of the text in corpus.text-column."
                            .formatted(file.path(), column, columns(schema)));
        }
        if (!isText(schema.getType(column))) {
            throw new InvalidInputException(
                    "File %s: column %s is %s, expected a string. Name the column of the text in corpus.text-column; there is %s."
                            .formatted(file.path(), column, schema.getType(column), columns(schema)));
        }
    }

    private static String columns(MessageType schema) {
        return String.join(", ", schema.getFields().stream().map(Type::getName).toList());
    }

    private static boolean isText(Type type) {
        return type.isPrimitive()
                && !type.isRepetition(Type.Repetition.REPEATED)
                && type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
    }

    private static Optional<String> text(Row row, String column) {
        String file = row.getString(1);
        if (row.isNullAt(0)) {
            throw new InvalidInputException(
                    "File %s: a row has no %s (null, or the file lacks the column). Filter such rows or files out first."
                            .formatted(file, column));
        }
        byte[] bytes = row.getAs(0);
        String text = PlainText.decode(bytes, 0, bytes.length, new PlainText.Place(file, 0, "a row's " + column));
        return Optional.of(text).filter(some -> !PlainText.isBlank(some));
    }
}
