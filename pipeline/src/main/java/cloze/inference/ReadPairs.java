package cloze.inference;

import cloze.error.InvalidInputException;
import cloze.input.FileRange;
import cloze.input.InputFile;
import cloze.input.InputFiles;
import cloze.input.OpenedRange;
import cloze.input.Portion;
import cloze.input.PortionReads;
import cloze.input.Unpacking;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads sentence pairs from files: lines with a tab between A and B (UTF-8; a header line with the column names is
 * skipped in each file), or Parquet or JSON lines with the columns {@value #FIRST} and {@value #SECOND}. Each file's own
 * name and content determine its format. Compressed files are read as everywhere. Blank lines are skipped.
 *
 * @param input a file, folder or glob
 */
public record ReadPairs(String input) {
    /** Index of the pair in the input, from 1; the line number in a text file. */
    public static final String PAIR = "pair";

    public static final String FIRST = "sentence_a";
    public static final String SECOND = "sentence_b";

    private static final StructType PAIRS = new StructType()
            .add(PAIR, DataTypes.LongType, false)
            .add(FIRST, DataTypes.StringType, false)
            .add(SECOND, DataTypes.StringType, false);

    /**
     * Validates the first file without reading sentences.
     *
     * @throws InvalidInputException if there are no files, the first one is of no format that is read, or columns are
     *     missing
     */
    public void check(SparkSession spark) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        String first = files(hadoop).get(0).path();
        try (var opened = OpenedRange.open(FileRange.whole(first, 1), new Unpacking(hadoop))) {
            if (PairRows.Form.of(opened) == PairRows.Form.PARQUET) {
                ParquetPairs.requireColumns(first, hadoop);
            }
        } catch (IOException e) {
            throw new InvalidInputException("File %s cannot be opened: %s".formatted(first, e.getMessage()), e);
        }
    }

    /**
     * Plans rows of {@value #PAIR}, {@value #FIRST}, {@value #SECOND} in the order of the input: files by name, and
     * lines or rows as in the file. Runs a small Spark job to number them.
     */
    public Dataset<Row> plan(SparkSession spark) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        List<Portion.Source> sources = Portion.Source.ofLines(files(hadoop), new Unpacking(hadoop));
        JavaRDD<Row> pairs = PortionReads.plan(spark, sources, Portion.Order.AS_LISTED, PairRows::open)
                .zipWithIndex()
                .filter(pair -> pair._1().length > 0)
                .map(pair -> RowFactory.create(pair._2() + 1, pair._1()[0], pair._1()[1]));
        return spark.createDataFrame(pairs, PAIRS);
    }

    private List<InputFile> files(Configuration hadoop) {
        return InputFiles.list("pairs", input, 1, hadoop);
    }
}
