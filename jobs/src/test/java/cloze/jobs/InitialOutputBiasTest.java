package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.artifact.PreparedExamples;
import cloze.dataset.Documents;
import cloze.dataset.SentencePairs;
import cloze.jobs.command.Sessions;
import cloze.network.parameter.ParameterLayout;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.lang3.ArrayUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network whose first predictions are the frequencies of pieces. */
@Tag("spark")
class InitialOutputBiasTest {
    /** A step that moves no weight by more than 1e-8. */
    private static final String[] ONE_STEP = {
        "training.max-steps=1", "training.averaging-frequency=1", "training.learning-rate=1e-9"
    };

    private static final String[] FROM_FREQUENCIES =
            ArrayUtils.add(ONE_STEP, "training.initial-output-bias=log-frequency");

    @TempDir
    private Path folder;

    @BeforeEach
    void prepare() throws IOException {
        SmallRun.prepare("local[2]", SmallCorpus.write(folder).toString(), output("prepared"));
    }

    @Test
    void isTheLogarithmOfEachPiecesShareOfTheTrainingTokens() throws IOException {
        SmallRun.pretrain("local[2]", output("prepared"), output("model"), FROM_FREQUENCIES);

        float[] bias = bias("model");
        try (SparkSession spark = Sessions.open("test")) {
            double[] shares = shares(PreparedExamples.open(spark, output("prepared")));
            assertThat(bias).hasSameSizeAs(shares);
            for (int piece = 0; piece < shares.length; piece++) {
                assertThat(Math.exp(bias[piece])).as("piece %d", piece).isCloseTo(shares[piece], within(1e-7));
            }
        }
    }

    @Test
    void executorsThatExchangeSlicesStartFromTheSameWeights() throws IOException {
        SmallRun.pretrain("local[2]", output("prepared"), output("model"), FROM_FREQUENCIES);
        SmallRun.pretrain(
                "local[2]",
                output("prepared"),
                output("slices"),
                ArrayUtils.add(FROM_FREQUENCIES, "training.averaging-route=slices"));
        assertThat(SmallRun.weights(output("slices"))).isEqualTo(SmallRun.weights(output("model")));
    }

    @Test
    void isZeroUnlessAskedFor() throws IOException {
        SmallRun.pretrain("local[2]", output("prepared"), output("model"), ONE_STEP);
        for (float value : bias("model")) {
            assertThat(value).isCloseTo(0, within(1e-8f));
        }
    }

    /** Shares with one occurrence added to each piece. */
    private static double[] shares(PreparedExamples examples) {
        Vocabulary vocabulary = examples.vocabulary();
        double[] counts = new double[vocabulary.size()];
        double all = counts.length;
        for (Row example : examples.pairs(Documents.TRAIN).collectAsList()) {
            for (int token : example.<Integer>getList(example.fieldIndex(SentencePairs.TOKEN_IDS))) {
                if (token != vocabulary.cls() && token != vocabulary.sep()) {
                    counts[token]++;
                    all++;
                }
            }
        }
        for (int piece = 0; piece < counts.length; piece++) {
            counts[piece] = (counts[piece] + 1) / all;
        }
        return counts;
    }

    private float[] bias(String model) throws IOException {
        return SmallRun.weights(output(model)).stream()
                .filter(tensor -> tensor.name().equals(ParameterLayout.MASKED_LM_BIAS))
                .findFirst()
                .orElseThrow()
                .values();
    }

    private String output(String name) {
        return folder.resolve(name).toString();
    }
}
