package cloze.input.field;

import cloze.error.ClozeException;
import cloze.error.InvalidInputException;
import cloze.table.ParquetInput;
import cloze.table.StoredPath;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.BadConfigurationException;
import org.apache.parquet.hadoop.ParquetFileReader;

/** Says why a Parquet file cannot be read. */
final class ParquetFault {
    private ParquetFault() {}

    /** Returns the fault to throw in place of {@code thrown}, which reading {@code file} has thrown. */
    static ClozeException of(String file, Throwable thrown, Configuration hadoop) {
        if (thrown instanceof ClozeException fault) {
            return fault;
        }
        if (causes(thrown)
                .anyMatch(cause -> cause instanceof BadConfigurationException || cause instanceof LinkageError)) {
            // Parquet looks up decompressors by class name, and names only the class that is missing.
            return new InvalidInputException(
                    "File %s is compressed with %s, which this Spark cannot decompress (%s). Write the file again with zstd, snappy or gzip, or add a jar with the codec."
                            .formatted(file, codecs(file, hadoop), thrown.getMessage()),
                    thrown);
        }
        String message = causes(thrown)
                .map(cause -> String.valueOf(cause.getMessage()))
                .distinct()
                .collect(Collectors.joining(": "));
        return new InvalidInputException(
                "File %s cannot be read as Parquet: %s. It is damaged, or not Parquet.".formatted(file, message),
                thrown);
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
    }

    private static String codecs(String file, Configuration hadoop) {
        try (var reader = ParquetFileReader.open(new ParquetInput(StoredPath.of(file), hadoop))) {
            return reader.getFooter().getBlocks().stream()
                    .flatMap(rows -> rows.getColumns().stream())
                    .map(column -> column.getCodec().name())
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(" and "));
        } catch (IOException | RuntimeException e) {
            return "an unknown codec";
        }
    }
}
