package cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.TrainingConfig;
import cloze.config.hocon.ConfigLoader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class OuterOptimiserTest {
    private static TrainingConfig training(String rate, String momentum) {
        return ConfigLoader.load(
                        Optional.empty(),
                        List.of(
                                "training.averaging=outer-nesterov",
                                "training.outer-learning-rate=" + rate,
                                "training.outer-momentum=" + momentum,
                                "training.learning-rate=5e-4"))
                .training();
    }

    @Test
    void saysTheRateThatSteadyStepsReach() {
        assertThat(new OuterOptimiser(training("0.7", "0.9"), 1000).lines())
                .containsExactly(
                        "Outer optimiser: multiplies steady steps by up to 7.00, so training.learning-rate = 0.000500 acts like 0.00350");
    }

    @Test
    void warnsOfARunThatIsShortForItsMomentum() {
        assertThat(new OuterOptimiser(training("0.7", "0.9"), 110).warnings())
                .singleElement()
                .asString()
                .contains("training.outer-momentum = 0.9", "at least 200 rounds", "found 110", "averaging = plain");
        assertThat(new OuterOptimiser(training("0.7", "0.9"), 200).warnings()).isEmpty();
    }

    @Test
    void doesNotWarnOfStepsThatAreNotMultiplied() {
        assertThat(new OuterOptimiser(training("0.1", "0.9"), 10).warnings()).isEmpty();
    }

    @Test
    void saysNothingOfPlainAveraging() {
        TrainingConfig plain = ConfigLoader.load(Optional.empty(), List.of()).training();
        assertThat(new OuterOptimiser(plain, 10).lines()).isEmpty();
        assertThat(new OuterOptimiser(plain, 10).warnings()).isEmpty();
    }
}
