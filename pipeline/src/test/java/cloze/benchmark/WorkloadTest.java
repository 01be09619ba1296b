package cloze.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.NetworkConfig.Kind;
import cloze.config.RunConfig;
import cloze.config.hocon.ConfigLoader;
import cloze.shard.Minibatch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final RunConfig DEFAULTS = ConfigLoader.load(Optional.empty(), List.of());

    @Test
    void aPresetIsFittedAsTheConfigurationSays() {
        Workload mini = Workload.of("mini", DEFAULTS);
        assertThat(mini.network().vocabSize()).isEqualTo(30_522);
        assertThat(mini.network().numHiddenLayers()).isEqualTo(4);
        assertThat(mini.network().hiddenDropoutProb()).isEqualTo(0.1);
        assertThat(mini.length()).isEqualTo(128);
        assertThat(mini.masked()).isEqualTo(20);
        assertThat(mini.training().maxSteps()).isEqualTo(4 * 16);
        assertThat(mini.isOfItsOwnExamples()).isFalse();
    }

    @Test
    void theSeedExperimentIsOnePassWithMetricsEveryTenMinibatches() {
        Workload seed = Workload.of("seed", DEFAULTS);
        assertThat(seed.network().kind()).isEqualTo(Kind.POOLED);
        assertThat(seed.training().averagingFrequency()).isEqualTo(5);
        assertThat(seed.rounds()
                        * 5
                        * seed.training().workers()
                        * seed.training().trainBatchSize())
                .isEqualTo(3200);
    }

    @Test
    void theGeneratedLanguageHasItsOwnSizes() {
        Workload stories = Workload.of("stories", DEFAULTS);
        assertThat(stories.network().vocabSize()).isEqualTo(500);
        assertThat(stories.network().hiddenSize()).isEqualTo(128);
        assertThat(stories.length()).isEqualTo(64);
        assertThat(stories.isOfItsOwnExamples()).isTrue();
    }

    @Test
    void randomExamplesAreFullAndTheSameEachTime() {
        var random = new RandomMinibatches(1, 50, 16, 3);
        Minibatch minibatch = random.load(4, 8, 9);
        assertThat(minibatch.inputIds()).isEqualTo(random.load(4, 8, 9).inputIds());
        assertThat(minibatch.inputIds()).isNotEqualTo(random.load(8, 12, 9).inputIds());
        assertThat(minibatch.starts()).containsExactly(0, 16, 32, 48, 64);
        assertThat(minibatch.maskedRows()).hasSize(12).isSorted().doesNotHaveDuplicates();
        assertThat(Arrays.stream(minibatch.segmentIds()).sum()).isEqualTo(4 * 8);
    }
}
