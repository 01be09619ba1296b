package cloze.classify;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.ContractViolationException;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What fine-tuning refuses, in one line that says what to do. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class ClassifierFaultsTest {
    @TempDir
    static Path folder;

    private static String model;

    @BeforeAll
    static void write() throws IOException {
        model = ToyModel.write(folder.resolve("model"));
    }

    private static BertClassifier classifier() {
        return new BertClassifier("toy").setModel(model);
    }

    private static Dataset<Row> rows(SparkSession spark) {
        return ToyTexts.of(spark, 0, 20);
    }

    @Test
    void rowsWithoutALabel(SparkSession spark) {
        Dataset<Row> rows = rows(spark).withColumn("label", when(col("number").geq(3), col("label")));
        assertThatThrownBy(() -> classifier().fit(rows))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "toy: expected a label in each row of column label, found null in 3 rows; remove these rows, or label them");
    }

    @Test
    void fewerThanTwoLabels(SparkSession spark) {
        assertThatThrownBy(() -> classifier().fit(rows(spark).withColumn("label", lit("fruit"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("toy: expected rows of two or more labels in column label, found only fruit");
        assertThatThrownBy(() -> classifier().fit(rows(spark).limit(0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("toy: expected rows of two or more labels in column label, found no rows");
    }

    @Test
    void moreLabelsThanClassesCanBe(SparkSession spark) {
        Dataset<Row> rows =
                spark.range(10_001).select(col("id").as("label"), lit("a dog").as("text"));
        assertThatThrownBy(() -> classifier().fit(rows))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "toy: expected a column label of at most 10000 different labels, found more; name the column of labels with setLabelCol");
    }

    @Test
    void columnsThatAreMissingOrOfAnotherType(SparkSession spark) {
        assertThatThrownBy(() -> classifier().setTextCol("txt").fit(rows(spark)))
                .isInstanceOf(ContractViolationException.class)
                .hasMessage(
                        "toy: expected a column txt of type string, found none; the columns are number, text, label");
        assertThatThrownBy(() -> classifier().setTextBCol("number").fit(rows(spark)))
                .isInstanceOf(ContractViolationException.class)
                .hasMessage(
                        "toy: expected a column number of type string, found int; the columns are number, text, label");
        assertThatThrownBy(() -> classifier().fit(rows(spark).withColumn("label", lit(1).cast(DataTypes.DoubleType))))
                .isInstanceOf(ContractViolationException.class)
                .hasMessage(
                        "toy: expected a column label of type string, bigint, int, smallint or tinyint, found double; the columns are number, text, label");
        assertThatThrownBy(() -> classifier().setLabelCol("class").fit(rows(spark)))
                .isInstanceOf(ContractViolationException.class)
                .hasMessageContaining("a column class of type string, bigint, int, smallint or tinyint, found none");
    }

    @Test
    void columnsThatExistAlready(SparkSession spark) {
        assertThatThrownBy(() -> classifier().setPredictionCol("label").fit(rows(spark)))
                .isInstanceOf(ContractViolationException.class)
                .hasMessage(
                        "toy: expected no column label, because the answer is written there, found one; name another with setPredictionCol");
        assertThatThrownBy(() -> classifier()
                        .setPredictionCol("answer")
                        .setProbabilityCol("answer")
                        .fit(rows(spark)))
                .isInstanceOf(ContractViolationException.class)
                .hasMessage("toy: expected different columns for prediction and probability, found answer for both");
    }

    @Test
    void textsWithNothingToRead(SparkSession spark) {
        Dataset<Row> rows = rows(spark)
                .withColumn(
                        "text",
                        when(col("number").equalTo(2), " \t").when(col("number").geq(4), col("text")));
        assertThatThrownBy(() -> classifier().fit(rows))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "toy: expected text in each row of column text, found none in 4 of 20 rows: null, blank, or nothing that the tokenizer keeps; remove these rows");
    }

    @Test
    void aModelThatDoesNotExist(SparkSession spark) {
        assertThatThrownBy(() -> classifier().setModel("/nowhere").fit(rows(spark)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("model = /nowhere: expected a checkpoint, a pretrain output or a model folder");
        assertThatThrownBy(() -> new BertClassifier().fit(rows(spark)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("model = \"\": must name a checkpoint");
    }

    @Test
    void aFolderThatHoldsNoClassifier(SparkSession spark) {
        assertThatThrownBy(() -> BertClassifierModel.ofFolder(spark, model))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("id2label");
        assertThatThrownBy(() -> BertClassifierModel.ofFolder(spark, "/nowhere"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("/nowhere: expected the folder of a fine-tuned model with a config.json, found none");
        assertThatThrownBy(() -> new BertClassifierModel("empty").transform(rows(spark)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expected a classifier with weights, found none");
    }
}
