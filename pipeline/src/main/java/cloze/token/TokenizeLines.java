package cloze.token;

import cloze.error.InvalidInputException;
import cloze.input.InputFile;
import cloze.input.InputFiles;
import cloze.input.Portion;
import cloze.input.PortionReads;
import cloze.input.Unpacking;
import cloze.parallel.SharedValue;
import cloze.table.StoredPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Tokenizes text files line by line: one output line per input line, in input order, with a single space between
 * tokens. A line without tokens yields an empty line. Only \n ends a line; any other character is content, including a
 * carriage return. Bytes that are not UTF-8 are ignored, as in the reference. Compressed files are unpacked.
 *
 * @param tokenizer vocabulary and rules
 * @param form how to write a token
 */
public record TokenizeLines(Tokenizer tokenizer, Form form) {

    /** How a token is written. */
    public enum Form {
        /** As its id. */
        IDS,
        /** As its text. */
        PIECES
    }

    /**
     * Reads {@code inputs} in order and writes the folder {@code output}, one part file per task. The
     * concatenation of part-00000, part-00001, ... has the lines in input order. Runs a Spark job.
     *
     * @param inputs files, folders or globs; the files of a folder or glob are sorted by name, and names that begin
     *     with _ or . are skipped
     * @param output a folder that does not exist yet
     * @throws InvalidInputException if an input does not exist or has no files, if a file is damaged or binary, or if
     *     the output exists
     */
    public void run(SparkSession spark, List<String> inputs, String output) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        requireNew(StoredPath.of(output), context.hadoopConfiguration());
        encoded(spark, files(inputs, context.hadoopConfiguration())).saveAsTextFile(output);
    }

    /**
     * Checks that the inputs exist, without reading them.
     *
     * @throws InvalidInputException if an input does not exist or has no files
     */
    public static void requireFiles(List<String> inputs, Configuration hadoop) {
        files(inputs, hadoop);
    }

    private JavaRDD<String> encoded(SparkSession spark, List<InputFile> files) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        SharedValue<Tokenizer> shared = SharedValue.of(context, tokenizer);
        Form written = form;
        List<Portion.Source> sources = Portion.Source.ofLines(files, new Unpacking(context.hadoopConfiguration()));
        return PortionReads.plan(spark, sources, Portion.Order.AS_LISTED, TextLines::open)
                .mapPartitions(lines -> new EncodedLines(lines, shared.value(), written));
    }

    private static List<InputFile> files(List<String> inputs, Configuration hadoop) {
        return inputs.stream()
                .flatMap(input -> InputFiles.list("corpus.input", input, 1, hadoop).stream())
                .toList();
    }

    private static void requireNew(Path output, Configuration hadoop) {
        try {
            if (output.getFileSystem(hadoop).exists(output)) {
                throw new InvalidInputException(
                        "Output %s exists already; name another folder or remove this one".formatted(output));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Output %s cannot be looked up: %s".formatted(output, e.getMessage()), e);
        }
    }
}
