package cloze.config.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.ExperimentConfig;
import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.config.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configurations beside the code. */
class ConfigurationsTest {
    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "conf"))) {
            return files.filter(file -> file.toString().endsWith(".conf"))
                    .sorted()
                    .toList();
        }
    }

    private static RunConfig load(String name) {
        return ConfigLoader.load(Optional.of(Path.of("..", "conf", name)), List.of());
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachIsReadAndSaysWhatItIsFor(Path file) throws IOException {
        ConfigLoader.load(Optional.of(file), List.of());
        assertThat(Files.readAllLines(file).get(0)).startsWith("# ");
        assertThat(file).content().contains("deploy/local.sh");
    }

    @Test
    void variantsDifferInWhatTheirNamesSayAlone() {
        ExperimentConfig full = load("full.conf").experiment();
        assertThat(full.seeds()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(full.variants())
                .extracting(Variant::name)
                .containsExactly("mlm-only", "mlm-nsp", "dropout-0.1", "dropout-0.2", "dropout-0.3");
        assertThat(full.variants())
                .extracting(variant -> variant.network().hiddenDropoutProb())
                .containsExactly(0.0, 0.0, 0.1, 0.2, 0.3);
        assertThat(full.variants())
                .extracting(variant -> variant.training().nextSentenceWeight())
                .containsExactly(0.0, 1.0, 1.0, 1.0, 1.0);
    }

    @Test
    void theSeedsLogHasALineEveryTenBatches() {
        RunConfig seed = load("seed.conf");
        assertThat(seed.network().kind()).isEqualTo(NetworkConfig.Kind.POOLED);
        assertThat(seed.training().workers() * seed.training().averagingFrequency())
                .isEqualTo(10);
        assertThat(seed.training().maxSteps()).isEqualTo(100);
    }
}
