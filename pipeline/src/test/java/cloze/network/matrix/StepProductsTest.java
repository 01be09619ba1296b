package cloze.network.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.NetworkConfig;
import cloze.config.NetworkPresets;
import cloze.config.hocon.ConfigLoader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepProductsTest {
    private static final int PIECES = 30_522;
    private static final NetworkConfig ANY =
            ConfigLoader.load(Optional.empty(), List.of()).network();

    @ParameterizedTest
    @CsvSource({"tiny, 2, 128", "mini, 4, 256", "small, 4, 512"})
    void addUpToTheArithmeticOfAStep(String preset, int layers, int hidden) {
        double tokens = 32 * 128;
        double masked = 32 * 20;
        double square = (double) hidden * hidden;
        // Floating-point operations of a forward pass; the backward pass has twice as many.
        double layer = tokens * (24 * square + 4.0 * 128 * hidden);
        double heads = masked * (2 * square + 2.0 * hidden * PIECES) + 32 * (2 * square + 4.0 * hidden);
        assertThat(operations(NetworkPresets.of(preset, ANY, PIECES)))
                .isCloseTo(3 * (layers * layer + heads), within(1.0));
    }

    @Test
    void thePooledNetworkHasOneDenseLayer() {
        var pooled = new NetworkConfig(
                NetworkConfig.Kind.POOLED,
                PIECES,
                128,
                1,
                1,
                128,
                0,
                0,
                512,
                2,
                ANY.initializer(),
                ANY.initializerRange(),
                ANY.hiddenAct());
        double expected = 3 * (32 * 128 * 2.0 * 128 * 128 + 640 * 2.0 * 128 * PIECES + 32 * 4.0 * 128);
        assertThat(operations(pooled)).isCloseTo(expected, within(1.0));
    }

    @Test
    void everyProductHasBothItsGradients() {
        assertThat(MatrixProduct.withGradients("x", 2, 3, 5, 7))
                .extracting(MatrixProduct::rows, MatrixProduct::inner, MatrixProduct::columns)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, 3, 5),
                        org.assertj.core.groups.Tuple.tuple(2, 5, 3),
                        org.assertj.core.groups.Tuple.tuple(3, 2, 5));
    }

    @Test
    void theirTimeIsMeasuredInAnyLayout() {
        var times = new ProductTimes(NetworkPresets.of("tiny", ANY, 50), 2, 8, 2);
        assertThat(times.seconds(1, 1, 0.01)).isPositive();
        assertThat(times.seconds(2, 1, 0.01)).isPositive();
    }

    private static double operations(NetworkConfig network) {
        return new StepProducts(network, 32, 128, 20)
                .all().stream().mapToDouble(MatrixProduct::operations).sum();
    }
}
