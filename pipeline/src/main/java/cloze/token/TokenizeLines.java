package cloze.token;

import cloze.error.InvalidInputException;
import cloze.parallel.SharedValue;
import cloze.table.PathFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Tokenizes text files line by line: one output line per input line, in input order, with a single space between
 * tokens. A line without tokens yields an empty line. Only \n ends a line; any other character is content, including a
 * carriage return. Bytes that are not UTF-8 are ignored, as in the reference.
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
     * Reads {@code inputs} in order and writes the folder {@code output}, one part file per input split. The
     * concatenation of part-00000, part-00001, ... has the lines in input order. Runs a Spark job.
     *
     * @param inputs files, folders or globs; the files of a folder or glob are sorted by name, and names that begin
     *     with _ or . are skipped
     * @param output a folder that does not exist yet
     * @throws InvalidInputException if an input does not exist or has no files, or if the output exists
     */
    public void run(SparkSession spark, List<String> inputs, String output) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        requireNew(new Path(output), context.hadoopConfiguration());
        List<Path> files = files(inputs, context.hadoopConfiguration());
        encoded(context, files).saveAsTextFile(output);
    }

    /**
     * Checks that the inputs exist, without reading them.
     *
     * @throws InvalidInputException if an input does not exist or has no files
     */
    public static void requireFiles(List<String> inputs, Configuration hadoop) {
        files(inputs, hadoop);
    }

    private JavaRDD<String> encoded(JavaSparkContext context, List<Path> files) {
        SharedValue<Tokenizer> shared = SharedValue.of(context, tokenizer);
        Form written = form;
        Configuration reading = LinesInputFormat.configure(context.hadoopConfiguration(), files);
        return context.newAPIHadoopRDD(reading, LinesInputFormat.class, LongWritable.class, Text.class)
                .map(line -> line._2().toString())
                .mapPartitions(lines -> new EncodedLines(lines, shared.value(), written));
    }

    private static List<Path> files(List<String> inputs, Configuration hadoop) {
        List<Path> files = new ArrayList<>();
        for (String input : inputs) {
            int before = files.size();
            try {
                var path = new Path(input);
                FileSystem system = path.getFileSystem(hadoop);
                for (FileStatus match : PathFiles.named(system, path)) {
                    PathFiles.below(system, match.getPath()).forEach(file -> files.add(file.getPath()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Input %s cannot be listed: %s".formatted(input, e.getMessage()), e);
            }
            if (files.size() == before) {
                throw new InvalidInputException(
                        "Input %s: no such file, folder with files or glob with matches; give the path of text to read"
                                .formatted(input));
            }
        }
        return files;
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
