package cloze.probe;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.RunConfig;
import cloze.config.hocon.ConfigLoader;
import cloze.error.ClozeException;
import cloze.error.InvalidInputException;
import cloze.probe.ProbeTask.Labelled;
import cloze.provenance.OutputFolder.Existing;
import cloze.run.RunObserver;
import cloze.run.StepRun;
import cloze.table.SmallTable;
import cloze.table.StoredTable;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worth of vectors, from labelled tables to the table of results. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class ProbeStepTest {
    private static final String FEW_FITS =
            "probe { poolings = [mean], labels-per-class = [4, all], repeats = 2, regularisation = [0.001, 0.1], folds = 3, bootstrap-samples = 50 }";

    private static final StructType LABELLED =
            new StructType().add("text", DataTypes.StringType).add("label", DataTypes.StringType);

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static String model;

    @BeforeAll
    static void writeModel() throws IOException {
        model = ProbeTask.writeKnowing(shared.resolve("model"));
    }

    private RunConfig config(String output, String... settings) {
        List<String> all = new ArrayList<>(
                List.of(FEW_FITS, "model=\"%s\"".formatted(model), "output=\"%s\"".formatted(folder.resolve(output))));
        all.addAll(Arrays.asList(settings));
        return ConfigLoader.load(Optional.empty(), all);
    }

    private SmallTable probed(SparkSession spark, String output, String... settings) throws Exception {
        new StepRun(new ProbeStep(), config(output, settings), Existing.KEEP, "probe").run(spark, RunObserver.SILENT);
        return SmallTable.of(StoredTable.read(
                spark, new org.apache.hadoop.fs.Path(folder.resolve(output).toString(), "tables/probe")));
    }

    private String json(String name, List<Labelled> texts) throws IOException {
        return Files.write(
                        folder.resolve(name), texts.stream().map(Labelled::json).toList())
                .toString();
    }

    private static Dataset<Row> frame(SparkSession spark, List<Labelled> texts) {
        return spark.createDataFrame(
                texts.stream()
                        .map(each -> RowFactory.create(each.text(), each.label()))
                        .toList(),
                LABELLED);
    }

    private static double accuracy(SmallTable table, String model, String point) {
        return table.rows().stream()
                .filter(row -> row.getAs(ProbeTable.MODEL).equals(model)
                        && row.getAs(ProbeTable.LABELS_PER_CLASS).equals(point))
                .mapToDouble(row -> row.<Double>getAs(ProbeTable.ACCURACY))
                .max()
                .orElseThrow();
    }

    @Test
    void vectorsThatKnowWhatWordsHaveInCommonAreWorthMoreThanWords(SparkSession spark) throws Exception {
        SmallTable table = probed(
                spark,
                "out",
                "probe.input=\"%s\"".formatted(json("train.jsonl", ProbeTask.texts(20, 0))),
                "probe.test=\"%s\"".formatted(json("test.jsonl", ProbeTask.texts(20, 1))),
                "probe.layers=[0,last]");

        assertThat(accuracy(table, Subject.TRAINED, "all")).isGreaterThan(0.9);
        assertThat(accuracy(table, Subject.TRAINED, "4")).isGreaterThan(0.8);
        assertThat(accuracy(table, Subject.UNTRAINED, "all")).isLessThan(0.7);
        // None of the words was seen, so every text is classified alike.
        assertThat(accuracy(table, Subject.TF_IDF, "all")).isEqualTo(1.0 / 3);
        assertThat(accuracy(table, Subject.MAJORITY, "all")).isEqualTo(1.0 / 3);
        // Two networks with two layers, and word counts, each with two points; one row for the majority.
        assertThat(table.rows()).hasSize(11);
        assertThat(table.rows()).allSatisfy(row -> {
            boolean isAll = row.getAs(ProbeTable.LABELS_PER_CLASS).equals("all");
            assertThat(row.<Long>getAs(ProbeTable.TRAIN_TEXTS)).isEqualTo(isAll ? 60 : 12);
            assertThat(row.<Long>getAs(ProbeTable.TEST_TEXTS)).isEqualTo(60);
            assertThat(row.<Double>getAs(ProbeTable.ACCURACY))
                    .isBetween(row.getAs(ProbeTable.LOW), row.getAs(ProbeTable.HIGH));
        });
        assertThat(folder.resolve("out/report.md"))
                .content()
                .contains("Best vectors of the trained network: mean of layer", "Learning curve");
    }

    @Test
    void partitionsAndOrderOfTheTextsChangeNoBit(SparkSession spark) throws Exception {
        List<Labelled> texts = new ArrayList<>(ProbeTask.texts(12, 0));
        texts.addAll(texts.subList(0, 5));
        Dataset<Row> rows = frame(spark, texts);
        rows.coalesce(1).createOrReplaceTempView("probe_one");
        rows.repartition(7).sortWithinPartitions(hash(col("text"))).createOrReplaceTempView("probe_seven");
        SmallTable one = probed(spark, "one", "probe.input={ table = probe_one }");
        SmallTable seven = probed(spark, "seven", "probe.input={ table = probe_seven }");
        assertThat(seven).isEqualTo(one);
        assertThat(Files.readString(folder.resolve("seven/report.html")))
                .isEqualTo(Files.readString(folder.resolve("one/report.html")));
    }

    @Test
    void allWeightsCanBeTrainedForTheTask(SparkSession spark) throws Exception {
        SmallTable table = probed(
                spark,
                "tuned",
                "probe.input=\"%s\"".formatted(json("train.jsonl", ProbeTask.texts(20, 0))),
                "probe.test=\"%s\"".formatted(json("test.jsonl", ProbeTask.texts(20, 1))),
                "probe { kind = fine-tune, labels-per-class = [all], fine-tune { learning-rate = 3e-3, epochs = 8, train-batch-size = 4 } }");

        assertThat(accuracy(table, Subject.FINE_TUNED, "all")).isGreaterThan(0.9);
        assertThat(table.rows()).hasSize(5).anySatisfy(row -> {
            assertThat(row.<String>getAs(ProbeTable.MODEL)).isEqualTo(Subject.FINE_TUNED);
            assertThat(row.<Long>getAs(ProbeTable.TRAIN_TEXTS)).isEqualTo(60);
            assertThat(row.<Long>getAs(ProbeTable.TEST_TEXTS)).isEqualTo(60);
            assertThat(row.<Double>getAs("regularisation")).isNull();
        });
        assertThat(folder.resolve("tuned/report.md")).content().containsPattern("fine-tuned \\d+\\.\\d %");
    }

    @Test
    void withFoldsEveryTextIsMeasuredOnce(SparkSession spark) throws Exception {
        SmallTable table =
                probed(spark, "folds", "probe.input=\"%s\"".formatted(json("all.jsonl", ProbeTask.texts(10, 0))));
        assertThat(table.rows()).hasSize(7).allSatisfy(row -> {
            assertThat(row.<Integer>getAs("repeats")).isEqualTo(3);
            assertThat(row.<Long>getAs(ProbeTable.TEST_TEXTS)).isEqualTo(30);
        });
        assertThat(accuracy(table, Subject.TRAINED, "all")).isGreaterThan(0.9);
    }

    @Test
    void theSecondTextOfAPairCounts(SparkSession spark) throws Exception {
        List<String> lines = new ArrayList<>();
        for (Labelled text : ProbeTask.texts(10, 0)) {
            lines.add("%s,%s,%s".formatted("bird1 fish2 tree3", text.text(), text.label()));
        }
        lines.add(0, "first,second,kind");
        String file = Files.write(folder.resolve("pairs.csv"), lines).toString();
        SmallTable table = probed(
                spark,
                "pairs",
                "probe { input = \"%s\", text-column = first, text-b-column = second, label-column = kind }"
                        .formatted(file));
        assertThat(accuracy(table, Subject.TRAINED, "all")).isGreaterThan(0.9);
        assertThat(accuracy(table, Subject.TF_IDF, "all")).isGreaterThan(0.9);
    }

    @Test
    void aSecondRunFindsTheFirstComplete(SparkSession spark) throws Exception {
        String input = "probe.input=\"%s\"".formatted(json("all.jsonl", ProbeTask.texts(6, 0)));
        probed(spark, "out", input);
        List<String> phases = new ArrayList<>();
        new StepRun(new ProbeStep(), config("out", input), Existing.KEEP, "probe").run(spark, phases::add);
        assertThat(phases).singleElement().asString().contains("is complete already");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\": \"a\", \"kind\": \"x\"} | expected a column label, found none; the columns are kind, text",
                "{\"text\": 1, \"label\": \"x\"} | column text is bigint, expected a string",
                "{\"text\": \"a\", \"label\": \"x\"} | expected 2 to 1000 labels in column label, found \"x\" alone",
                "{\"text\": \"a\", \"label\": \"x\"};{\"text\": \"b\", \"label\": \"y\"};{\"text\": \"b\", \"label\": \"y\"} | expected at least probe.folds = 3 different texts of each label, found 1 of \"x\"",
                "{\"text\": null, \"label\": \"x\"};{\"text\": \"b\", \"label\": \"y\"};{\"text\": \"b\"} | expected a text and a label in each of 3 row(s), found 1 without text, 1 without label",
                "{\"text\": | found none that Spark reads"
            })
    void whatCannotBeLearnedIsSaidInOneLine(String lines, String message, SparkSession spark) throws IOException {
        String input = Files.write(folder.resolve("bad.jsonl"), List.of(lines.split(";", -1)))
                .toString();
        assertThatThrownBy(() -> probed(spark, "out", "probe.input=\"%s\"".formatted(input)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aLabelThatIsNeverLearnedIsRefused(SparkSession spark) throws IOException {
        String train = json("train.jsonl", ProbeTask.texts(3, 0));
        String test = json("test.jsonl", List.of(new Labelled("bird1", "bird"), new Labelled("cat", "cat")));
        assertThatThrownBy(() -> probed(
                        spark, "out", "probe.input=\"%s\"".formatted(train), "probe.test=\"%s\"".formatted(test)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("found also [cat], which no classifier can learn");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "probe.input= | 2 | probe.input = \"\": must name a labelled table",
                "probe.layers=7 | 2 | probe.layers = [7]: must be layers of the model, out of [0, 1, 2], last, or all",
                "model= | 2 | must name a checkpoint",
                "model=nowhere | 3 | no such path",
                "probe.input=nowhere.jsonl | 3 | probe.input nowhere.jsonl: no such file or folder",
                "probe.input={ table = no_such_table } | 3 | probe.input no_such_table: "
            })
    void whatIsMissingIsSaidBeforeATextIsRead(String setting, int exitCode, String message, SparkSession spark)
            throws IOException {
        String input = json("all.jsonl", ProbeTask.texts(3, 0));
        assertThatThrownBy(() -> probed(spark, "out", "probe.input=\"%s\"".formatted(input), setting))
                .isInstanceOfSatisfying(ClozeException.class, fault -> assertThat(fault.exitCode())
                        .isEqualTo(exitCode))
                .hasMessageContaining(message);
    }

    @Test
    void aModelWithoutAVocabularyIsRefused(SparkSession spark) throws IOException {
        Path bare = folder.resolve("bare");
        ProbeTask.writeKnowing(bare);
        Files.delete(bare.resolve("vocab.txt"));
        Files.delete(bare.resolve("tokenizer.json"));
        String input = json("all.jsonl", ProbeTask.texts(3, 0));
        assertThatThrownBy(() ->
                        probed(spark, "out", "probe.input=\"%s\"".formatted(input), "model=\"%s\"".formatted(bare)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expected its pieces in");
    }
}
