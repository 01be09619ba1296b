package outside;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.classify.BertClassifier;
import cloze.classify.ToyModel;
import cloze.classify.ToyTexts;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Fine-tuning as somebody uses it who has only the public types. */
@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class FineTuningExampleTest {
    private static final int LINES = 15;

    @TempDir
    Path folder;

    // example
    static PipelineModel fineTune(Dataset<Row> questions, String model, String saved) throws IOException {
        var classifier = new BertClassifier()
                .setModel(model) // a checkpoint, a pretrain output or a model folder
                .setTextCol("question")
                .setLabelCol("kind") // strings or integers
                .setLearningRate(1e-4)
                .setEpochs(4);
        PipelineModel fitted =
                new Pipeline().setStages(new PipelineStage[] {classifier}).fit(questions);
        fitted.save(saved); // with the weights
        return fitted;
    }
    // end of example

    @Test
    void theSavedPipelineAnswersAsTheFittedOne(SparkSession spark) throws IOException {
        Dataset<Row> questions = ToyTexts.of(spark, 0, 40).toDF("number", "question", "kind");
        String saved = folder.resolve("saved").toString();
        PipelineModel fitted = fineTune(questions, ToyModel.write(folder.resolve("model")), saved);
        List<Row> answers = fitted.transform(questions).collectAsList();
        assertThat(answers).hasSize(40).allSatisfy(row -> assertThat(row.<String>getAs("prediction"))
                .isIn("animal", "fruit", "tool"));
        assertThat(PipelineModel.load(saved).transform(questions).collectAsList())
                .isEqualTo(answers);
    }

    @Test
    void theDocumentationShowsThisExample() throws IOException {
        String source = Files.readString(Path.of("src/test/java/outside/FineTuningExampleTest.java"));
        List<String> example = source.substring(
                        source.indexOf("// example\n") + 11, source.indexOf("    // end of example"))
                .lines()
                .map(line -> line.startsWith("    ") ? line.substring(4) : line)
                .toList();
        assertThat(example).hasSizeBetween(5, LINES);
        assertThat(Path.of("README.md")).content().contains(String.join("\n", example));
    }
}
