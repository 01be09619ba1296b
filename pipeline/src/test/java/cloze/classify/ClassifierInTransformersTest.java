package cloze.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.testing.SparkSessionExtension;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares a saved classifier with what Hugging Face transformers reads from its folder. The system property cloze.python
 * names the Python that runs it.
 */
@Tag("spark")
@Tag("slow")
@Tag("transformers")
@ExtendWith(SparkSessionExtension.class)
class ClassifierInTransformersTest {
    private static final double TOLERANCE = 1e-5;

    @TempDir
    Path folder;

    private BertClassifier classifier() throws IOException {
        return new BertClassifier()
                .setModel(ToyModel.write(folder.resolve("model")))
                .setTrainBatchSize(8)
                .setLearningRate(1e-2)
                .setMaxSeqLength(12);
    }

    @Test
    void textsHaveTheSameProbabilities(SparkSession spark)
            throws IOException, InterruptedException, URISyntaxException {
        Dataset<Row> rows = ToyTexts.of(spark, 0, 60);
        BertClassifierModel fitted = classifier().fit(rows);
        JsonNode loaded = compare(fitted, rows, "text");
        assertThat(loaded.get("labels")).extracting(JsonNode::asText).containsExactly("animal", "fruit", "tool");
    }

    @Test
    void pairsHaveTheSameProbabilitiesWhereTheyAreCutToo(SparkSession spark)
            throws IOException, InterruptedException, URISyntaxException {
        Dataset<Row> rows = ToyTexts.pairs(spark, 60);
        BertClassifierModel fitted = classifier().setTextBCol("other").fit(rows);
        JsonNode loaded = compare(fitted, rows, "text", "other");
        assertThat(loaded.get("labels")).extracting(JsonNode::asText).containsExactly("0", "1");
    }

    /** Compares the answers to the texts in {@code columns}, and returns what transformers says. */
    private JsonNode compare(BertClassifierModel fitted, Dataset<Row> rows, String... columns)
            throws IOException, InterruptedException, URISyntaxException {
        Path saved = folder.resolve("saved");
        fitted.save(saved.toString());
        List<Row> answers = fitted.transform(rows).collectAsList();
        List<List<String>> texts = new ArrayList<>();
        for (Row row : answers) {
            texts.add(List.of(columns).stream()
                    .map(column -> row.<String>getAs(column))
                    .toList());
        }
        JsonNode loaded = load(saved, texts);
        for (String keys : new String[] {"missing", "unexpected", "mismatched"}) {
            assertThat(loaded.get(keys)).as(keys).isEmpty();
        }
        assertThat(loaded.get("class").asText()).isEqualTo("BertForSequenceClassification");
        for (int i = 0; i < answers.size(); i++) {
            double[] ours = answers.get(i).<Vector>getAs("probability").toArray();
            JsonNode theirs = loaded.get("probabilities").get(i);
            for (int label = 0; label < ours.length; label++) {
                assertThat(ours[label]).isCloseTo(theirs.get(label).asDouble(), within(TOLERANCE));
            }
        }
        return loaded;
    }

    private JsonNode load(Path saved, List<List<String>> texts)
            throws IOException, InterruptedException, URISyntaxException {
        var json = new ObjectMapper();
        Path asked = Files.write(folder.resolve("texts.json"), json.writeValueAsBytes(texts));
        Path said = folder.resolve("said.json");
        Path complaints = folder.resolve("complaints.txt");
        var script = Path.of(ClassifierInTransformersTest.class
                .getResource("classify_in_transformers.py")
                .toURI());
        int exitCode = new ProcessBuilder(
                        System.getProperty("cloze.python"), script.toString(), saved.toString(), asked.toString())
                .redirectOutput(said.toFile())
                .redirectError(complaints.toFile())
                .start()
                .waitFor();
        assertThat(exitCode).as(Files.readString(complaints)).isZero();
        return json.readTree(said.toFile());
    }
}
