package cloze.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.RunConfig;
import cloze.config.hocon.ConfigLoader;
import cloze.jobs.BenchmarkJob;
import cloze.jobs.EvaluateJob;
import cloze.jobs.ExperimentJob;
import cloze.jobs.PretrainJob;
import cloze.jobs.RetrainJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final RunConfig DEFAULTS = config();

    private static RunConfig config(String... settings) {
        return ConfigLoader.load(Optional.empty(), List.of(settings));
    }

    private static SparkConf spark(String master) {
        return new SparkConf(false).setMaster(master);
    }

    @Test
    void everyJobThatTrainsWantsTheSettingsOfTheSlices() {
        List<Command> training = List.of(new PretrainJob(), new ExperimentJob(), new RetrainJob(), new BenchmarkJob());
        assertThat(training).allSatisfy(job -> assertThat(Sessions.unset(spark("yarn"), job.settings(DEFAULTS)))
                .containsEntry("spark.locality.wait", "0s")
                .containsEntry("spark.shuffle.reduceLocality.enabled", "false")
                .containsEntry("spark.stage.maxConsecutiveAttempts", "16")
                .containsEntry("spark.shuffle.io.retryWait", "2s")
                .containsEntry("spark.ui.retainedTasks", "5000"));
        assertThat(new PretrainJob().settings(DEFAULTS)).containsEntry("spark.shuffle.compress", "false");
        assertThat(new BenchmarkJob().settings(config("benchmark.parts=[exchange]")))
                .containsEntry("spark.shuffle.compress", "false");
        assertThat(List.of(new ExperimentJob(), new RetrainJob(), new BenchmarkJob()))
                .as("prepare text in the same session")
                .allSatisfy(job -> assertThat(job.settings(DEFAULTS)).doesNotContainKey("spark.shuffle.compress"));
        assertThat(new EvaluateJob().settings(DEFAULTS)).isEmpty();
    }

    @Test
    void whatTheUserHasSetStays() {
        Map<String, String> settings = new PretrainJob().settings(DEFAULTS);
        SparkConf spark = spark("spark://host:7077").set("spark.locality.wait", "1s");

        assertThat(Sessions.unset(spark, settings))
                .hasSize(settings.size() - 1)
                .doesNotContainKey("spark.locality.wait");
    }

    @Test
    void neitherLocalMastersNorTheRouteThroughTheDriverNeedThem() {
        assertThat(Sessions.unset(spark("local[2]"), new PretrainJob().settings(DEFAULTS)))
                .isEmpty();
        assertThat(new PretrainJob().settings(config("training.averaging-route=driver")))
                .isEmpty();
    }
}
