package cloze.corpus.source;

import cloze.config.CorpusInput;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.input.InputFile;
import cloze.input.InputFiles;
import cloze.input.Unpacking;
import cloze.table.StoredTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * All columns of what an input names, where a document reader would see a text alone. Spark reads the files too; the
 * suffix of their names is their format.
 */
public final class InputRows {
    private static final Format JSON = new Format("json", Map.of("mode", "FAILFAST"));

    /** As in RFC 4180, with a header line. */
    private static final Format CSV =
            new Format("csv", Map.of("header", "true", "multiLine", "true", "escape", "\"", "mode", "FAILFAST"));

    private static final Format TSV =
            new Format("csv", Map.of("header", "true", "sep", "\t", "quote", "", "mode", "FAILFAST"));
    private static final Format PARQUET = new Format("parquet", Map.of());

    private static final Map<String, Format> FORMATS =
            Map.of("jsonl", JSON, "json", JSON, "csv", CSV, "tsv", TSV, "parquet", PARQUET);

    private static final String CORPUS_KEY = "corpus.input";

    private InputRows() {}

    /**
     * A format of files.
     *
     * @param reader Spark's name for it
     * @param options of Spark's reader
     */
    private record Format(String reader, Map<String, String> options) {}

    /**
     * Plans the rows of {@code input}. Reads JSON lines once, for their columns.
     *
     * @param key configuration key that named it, for messages
     * @throws cloze.error.ClozeException if there is no such input, or its format is unknown
     */
    public static Dataset<Row> plan(SparkSession spark, String key, CorpusInput input) {
        if (input.kind() != CorpusInput.Kind.FILES) {
            return table(spark, key, input);
        }
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        List<InputFile> files = InputFiles.list(key, input.path(), 1, hadoop);
        Format format = format(key, input, files, new Unpacking(hadoop));
        try {
            return StoredTable.read(
                    spark,
                    format.reader(),
                    format.options(),
                    files.stream().map(InputFile::path).toList());
        } catch (Exception e) {
            throw new InvalidInputException(
                    "%s %s: expected files in the format %s, as their names say, found none that Spark reads: %s"
                            .formatted(key, input.path(), format.reader(), TableFault.line(e)),
                    e);
        }
    }

    /** Names {@code key} in the faults of tables, which speak of the corpus otherwise. */
    private static Dataset<Row> table(SparkSession spark, String key, CorpusInput input) {
        try {
            return new TableReader(spark, input).rows();
        } catch (InvalidConfigException e) {
            throw new InvalidConfigException(
                    e.problems().stream().map(problem -> renamed(problem, key)).toList());
        } catch (InvalidInputException e) {
            throw new InvalidInputException(renamed(e.getMessage(), key), e);
        }
    }

    private static String renamed(String fault, String key) {
        return fault.replaceFirst("^" + Pattern.quote(CORPUS_KEY), key);
    }

    private static Format format(String key, CorpusInput input, List<InputFile> files, Unpacking unpacking) {
        var suffixes = new TreeSet<>(
                files.stream().map(file -> suffix(file.name(), unpacking)).toList());
        Optional<Format> format = Optional.ofNullable(FORMATS.get(suffixes.first()));
        if (format.isEmpty()
                || suffixes.stream().anyMatch(suffix -> !format.get().equals(FORMATS.get(suffix)))) {
            throw new InvalidInputException(
                    "%s %s: expected files of one format, with names that end in one of %s, found %s; rename them, or name the format as { format = ..., path = ... }"
                            .formatted(key, input.path(), new TreeSet<>(FORMATS.keySet()), suffixes));
        }
        return format.get();
    }

    private static String suffix(String name, Unpacking unpacking) {
        String unpacked = unpacking.unpackedName(name).orElse(name);
        return unpacked.substring(unpacked.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
