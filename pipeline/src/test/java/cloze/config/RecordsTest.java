package cloze.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.hocon.ConfigLoader;
import cloze.error.InvalidConfigException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final TrainingConfig TRAINING =
            ConfigLoader.load(Optional.empty(), List.of()).training();

    @Test
    void differsWhereItIsToldTo() {
        TrainingConfig copy = Records.copy(TRAINING, Map.of("workers", 5, "nextSentenceWeight", 0.5));
        assertThat(copy.workers()).isEqualTo(5);
        assertThat(copy.nextSentenceWeight()).isEqualTo(0.5);
        assertThat(copy).isNotEqualTo(TRAINING);
        assertThat(Records.copy(copy, Map.of("workers", TRAINING.workers(), "nextSentenceWeight", 1.0)))
                .isEqualTo(TRAINING);
    }

    @Test
    void rulesHoldForCopiesToo() {
        assertThatThrownBy(() -> Records.copy(TRAINING, Map.of("workers", 0)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("training.workers = 0: must be at least 1");
    }

    @Test
    void componentsAreThoseOfTheRecord() {
        assertThatThrownBy(() -> Records.copy(TRAINING, Map.of("worker", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TrainingConfig has no component [worker]");
    }

    @Test
    void componentsOfAGroupAreReachedByName() {
        TrainingConfig copy = Records.copy(TRAINING, Map.of("learningRate", 0.5, "keepCheckpoints", 7));
        assertThat(copy.optimiser().learningRate()).isEqualTo(0.5);
        assertThat(copy.optimiser().weightDecay())
                .isEqualTo(TRAINING.optimiser().weightDecay());
        assertThat(copy.checkpoints().keepCheckpoints()).isEqualTo(7);
    }

    @Test
    void sectionsAreReadBackAsTheyWere() throws JsonProcessingException {
        RunConfig then = ConfigLoader.load(
                Optional.empty(),
                List.of(
                        "seed = 5",
                        "corpus { input = [a, { path = b, weight = 0.5 }, { table = c, version = 7 }], id-column = id }",
                        "curate { exact-duplicates = true, languages = [en] }",
                        "vocabulary { vocab-size = 400, do-lower-case = false }",
                        "examples { max-seq-length = 40, gates.max-unk-share = 0.5 }",
                        "network.hidden-size = 16",
                        "training { workers = 3, learning-rate = 0.5, keep-checkpoints = 7, time-budget = \"5 minutes\", averaging = outer-nesterov }",
                        "evaluation { bootstrap-samples = 50, slices = [] }",
                        "retrain { max-surprise = 100, decision = each-night, lease = \"2 hours\" }",
                        "export.license = mit"));
        RunConfig today = ConfigLoader.load(Optional.empty(), List.of());
        for (Function<RunConfig, Record> section : List.<Function<RunConfig, Record>>of(
                RunConfig::corpus,
                RunConfig::curate,
                RunConfig::vocabulary,
                RunConfig::examples,
                RunConfig::network,
                RunConfig::training,
                RunConfig::evaluation,
                RunConfig::retrain,
                RunConfig::export)) {
            Record recorded = section.apply(then);
            assertThat(Records.read(MAPPER, MAPPER.valueToTree(recorded), section.apply(today)))
                    .isEqualTo(recorded)
                    .isNotEqualTo(section.apply(today));
        }
    }

    @Test
    void aKeyThatIsNotThereHasTheValueOfToday() throws JsonProcessingException {
        ObjectNode json = MAPPER.valueToTree(Records.copy(TRAINING, Map.of("workers", 5, "learningRate", 0.5)));
        json.remove(List.of("workers", "learningRate"));
        assertThat(Records.read(MAPPER, json, TRAINING)).isEqualTo(TRAINING);
    }

    /** Fingerprints of outputs depend on it. */
    @Test
    void theTextHasTheComponentsOfGroupsInPlace() {
        assertThat(TRAINING.toString())
                .startsWith("TrainingConfig[workers=2, trainBatchSize=32, averagingFrequency=")
                .contains(
                        ", learningRate=1.0E-4, schedule=LINEAR, warmupProportion=0.1, decayProportion=0.1, weightDecay=0.01, adamBiasCorrection=false, maxGradNorm=1.0, initialOutputBias=ZERO, nextSentenceWeight=1.0, checkpointEvery=",
                        ", averaging=PLAIN, outerLearningRate=",
                        ", timeBudget=TimeSpan[seconds=0.0], earlyStopping=EarlyStoppingConfig[");
    }
}
