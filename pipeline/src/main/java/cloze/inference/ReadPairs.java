package cloze.inference;

import static org.apache.spark.sql.functions.col;

import cloze.dataset.Contract;
import cloze.error.InvalidInputException;
import cloze.table.PathFiles;
import cloze.table.StoredPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads sentence pairs from files: lines with a tab between A and B (UTF-8; a header line with the column names is
 * skipped), or Parquet or JSON lines with the columns {@value #FIRST} and {@value #SECOND}. The name of the first file
 * determines the format. Blank lines are skipped.
 *
 * @param input a file, folder or glob
 */
public record ReadPairs(String input) {
    /** Index of the pair in the input, from 1; the line number in a text file. */
    public static final String PAIR = "pair";

    public static final String FIRST = "sentence_a";
    public static final String SECOND = "sentence_b";

    private static final StructType SENTENCES =
            new StructType().add(FIRST, DataTypes.StringType).add(SECOND, DataTypes.StringType);

    private static final StructType PAIRS = new StructType()
            .add(PAIR, DataTypes.LongType, false)
            .add(FIRST, DataTypes.StringType, false)
            .add(SECOND, DataTypes.StringType, false);

    /**
     * Validates the input without reading sentences.
     *
     * @throws InvalidInputException if there are no files
     * @throws cloze.error.ContractViolationException if columns are missing
     */
    public void check(SparkSession spark) {
        FileStatus first = files(spark.sparkContext().hadoopConfiguration()).get(0);
        if (!isTabbed(first)) {
            new Contract("pairs of " + input, SENTENCES).require(table(spark, first));
        }
    }

    /**
     * Plans rows of {@value #PAIR}, {@value #FIRST}, {@value #SECOND} in the order of the input. Runs a small Spark job
     * to number them.
     */
    public Dataset<Row> plan(SparkSession spark) {
        FileStatus first = files(spark.sparkContext().hadoopConfiguration()).get(0);
        JavaRDD<Row> rows = isTabbed(first) ? tabbed(spark) : numbered(table(spark, first));
        return spark.createDataFrame(rows, PAIRS);
    }

    private JavaRDD<Row> tabbed(SparkSession spark) {
        String origin = input;
        // Split into at least as many partitions as cores: the model takes far longer for a line than reading does.
        int stretches = spark.sparkContext().defaultParallelism();
        return JavaSparkContext.fromSparkContext(spark.sparkContext())
                .textFile(input, stretches)
                .zipWithIndex()
                .filter(line ->
                        !line._1().isBlank() && !(line._2() == 0 && line._1().equals(FIRST + "\t" + SECOND)))
                .map(line -> split(line._1(), line._2() + 1, origin));
    }

    private static Row split(String line, long number, String origin) {
        String[] cells = line.split("\t", -1);
        if (cells.length != 2) {
            throw new InvalidInputException(
                    "pairs = %s, line %d: expected two sentences with a tab between them, found %d tab(s); remove the others, or write the pairs as Parquet or JSON lines"
                            .formatted(origin, number, cells.length - 1));
        }
        return RowFactory.create(number, cells[0], cells[1]);
    }

    private JavaRDD<Row> numbered(Dataset<Row> table) {
        String origin = input;
        return table.select(col(FIRST), col(SECOND)).toJavaRDD().zipWithIndex().map(row -> {
            if (row._1().anyNull()) {
                throw new InvalidInputException("pairs = %s, row %d: expected %s and %s, found null"
                        .formatted(origin, row._2() + 1, FIRST, SECOND));
            }
            return RowFactory.create(row._2() + 1, row._1().get(0), row._1().get(1));
        });
    }

    private Dataset<Row> table(SparkSession spark, FileStatus first) {
        return isParquet(first)
                ? spark.read().parquet(input)
                : spark.read().schema(SENTENCES).option("mode", "FAILFAST").json(input);
    }

    private static boolean isParquet(FileStatus file) {
        return file.getPath().getName().endsWith(".parquet");
    }

    private static boolean isTabbed(FileStatus file) {
        return !isParquet(file) && !file.getPath().getName().matches(".*\\.(jsonl|json|ndjson)(\\.[a-z0-9]+)?");
    }

    private List<FileStatus> files(Configuration hadoop) {
        List<FileStatus> files = new ArrayList<>();
        try {
            var path = StoredPath.of(input);
            FileSystem system = path.getFileSystem(hadoop);
            for (FileStatus match : PathFiles.named(system, path)) {
                files.addAll(PathFiles.below(system, match.getPath()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Input %s cannot be listed: %s".formatted(input, e.getMessage()), e);
        }
        if (files.isEmpty()) {
            throw new InvalidInputException(
                    "pairs = %s: no such file, folder with files or glob with matches; give the path of sentence pairs"
                            .formatted(input));
        }
        return files;
    }
}
