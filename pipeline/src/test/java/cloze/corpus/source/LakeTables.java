package cloze.corpus.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import cloze.config.CorpusInput;
import cloze.config.RunConfig;
import cloze.config.hocon.ConfigLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The same rows in every kind of table: id, text, and a struct meta with a language and the text once more. */
final class LakeTables {
    static final int TEXTS = 60;

    private LakeTables() {}

    /** Returns a run on {@code inputs} that prepares small examples, with {@code more} settings. */
    static RunConfig config(List<CorpusInput> inputs, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "corpus.validation-fraction=0.3",
                "vocabulary.vocab-size=200",
                "vocabulary.min-frequency=1",
                "examples.max-seq-length=32",
                "examples.max-predictions-per-seq=5"));
        settings.addAll(List.of(more));
        RunConfig plain = ConfigLoader.load(Optional.empty(), settings);
        return plain.withCorpus(plain.corpus().withInput(inputs));
    }

    /** Stories of a few sentences; some twice, one with line ends of every kind, one blank, one null. */
    static Dataset<Row> rows(SparkSession spark) {
        Stream<String> stories = IntStream.range(0, TEXTS)
                .mapToObj(i ->
                        "Story %d begins, \"quoted\" and all.\nIt has a second line, über %d.\nThen a third; it ends here."
                                .formatted(i % 50, i % 50));
        List<String> texts = Stream.concat(stories, Stream.of("One line.\r\nAnother line.\rA last line.", " \t ", null))
                .toList();
        List<Row> rows = IntStream.range(0, texts.size())
                .mapToObj(i -> RowFactory.create((long) i, texts.get(i)))
                .toList();
        var schema = new StructType().add("id", DataTypes.LongType).add("text", DataTypes.StringType);
        return spark.createDataFrame(rows, schema)
                .withColumn(
                        "meta",
                        struct(
                                when(col("id").mod(3).equalTo(0), lit("de"))
                                        .otherwise(lit("en"))
                                        .as("lang"),
                                col("text").as("body")));
    }

    /** Writes the rows as a new table of {@code provider}, in several files. */
    static void create(SparkSession spark, String name, String provider) {
        spark.sql("DROP TABLE IF EXISTS " + name);
        rows(spark).repartition(4).createOrReplaceTempView("lake_rows");
        spark.sql("CREATE TABLE %s USING %s AS SELECT * FROM lake_rows".formatted(name, provider));
    }

    /** Writes the flat columns in a format by name, and returns where. */
    static String write(SparkSession spark, Path folder, String format, Map<String, String> options) {
        String path = folder.resolve(format).toString();
        rows(spark)
                .select("id", "text")
                .repartition(3)
                .write()
                .format(format)
                .options(options)
                .mode(SaveMode.Overwrite)
                .save(path);
        return path;
    }
}
