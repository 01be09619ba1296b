package cloze.table;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** The schema that Spark writes into the footer of each Parquet file. */
final class SparkSchema {
    /** The footer's key for the schema as JSON, {@code ParquetReadSupport.SPARK_METADATA_KEY}. */
    private static final String KEY = "org.apache.spark.sql.parquet.row.metadata";

    private SparkSchema() {}

    /**
     * Reads the schema of the first Parquet file in {@code folder}. Empty if Spark has not written it there, or it cannot be
     * read: Spark's reader then says what is wrong.
     */
    static Optional<StructType> of(Configuration hadoop, Path folder) {
        try {
            FileSystem files = folder.getFileSystem(hadoop);
            Optional<FileStatus> first = Arrays.stream(files.listStatus(folder))
                    .filter(file -> file.isFile() && file.getPath().getName().endsWith(".parquet"))
                    .min(Comparator.comparing(FileStatus::getPath));
            return first.isEmpty() ? Optional.empty() : ofFile(HadoopInputFile.fromStatus(first.get(), hadoop));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<StructType> ofFile(HadoopInputFile file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(file)) {
            return Optional.ofNullable(
                            reader.getFileMetaData().getKeyValueMetaData().get(KEY))
                    .map(json -> (StructType) DataType.fromJson(json));
        }
    }
}
