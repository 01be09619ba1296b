package cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.TrainingConfig;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {
    /** 10 examples in minibatches of 4, so 3 per epoch; 3 epochs, 9 minibatches; 2 workers, 2 steps per round. */
    private final TrainingPlan plan = new TrainingPlan(training(2, 4, 2, 3, 0), 10, 7);

    @Test
    void countsStepsAndRoundsWithThePartialOnes() {
        assertThat(plan.minibatchesPerEpoch()).isEqualTo(3);
        assertThat(plan.minibatches()).isEqualTo(9);
        assertThat(plan.steps()).isEqualTo(5);
        assertThat(plan.rounds()).isEqualTo(3);
    }

    @Test
    void dealsTheRunsMinibatchesToTheWorkersInTurn() {
        assertThat(plan.round(0).byWorker())
                .containsExactly(
                        List.of(reference(0, 0, 4, 0), reference(0, 8, 10, 2)),
                        List.of(reference(0, 4, 8, 1), reference(1, 0, 4, 3)));
        assertThat(plan.round(2).byWorker()).containsExactly(List.of(reference(2, 8, 10, 8)), List.of());
    }

    @Test
    void knowsWhereEachRoundStands() {
        assertThat(plan.round(1).firstStep()).isEqualTo(2);
        assertThat(plan.round(1).stepsAfter()).isEqualTo(4);
        assertThat(plan.round(1).minibatchesAfter()).isEqualTo(8);
        assertThat(plan.round(1).epochs()).containsExactly(1, 2);
        assertThat(plan.round(1).lastEpoch()).isEqualTo(2);
        assertThat(plan.round(2).stepsAfter()).isEqualTo(5);
        assertThat(plan.round(2).minibatchesAfter()).isEqualTo(9);
        assertThat(plan.round(2).examples()).isEqualTo(2);
    }

    @Test
    void givesEachMinibatchToOneWorkerOnce() {
        for (int workers = 1; workers <= 5; workers++) {
            for (int frequency = 1; frequency <= 4; frequency++) {
                var other = new TrainingPlan(training(workers, 4, frequency, 3, 0), 10, 7);
                List<MinibatchReference> fitted = new ArrayList<>();
                for (int round = 0; round < other.rounds(); round++) {
                    other.round(round).byWorker().forEach(fitted::addAll);
                }
                assertThat(fitted)
                        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 9)
                                .mapToObj(other::minibatch)
                                .toList());
            }
        }
    }

    @Test
    void stopsAtMaxStepsWhateverTheEpochs() {
        var bounded = new TrainingPlan(training(2, 4, 3, 1, 7), 10, 7);
        assertThat(bounded.steps()).isEqualTo(7);
        assertThat(bounded.minibatches()).isEqualTo(14);
        assertThat(bounded.rounds()).isEqualTo(3);
        assertThat(bounded.round(2).byWorker())
                .allSatisfy(own -> assertThat(own).hasSize(1));
    }

    @Test
    void refusesARunWithoutExamples() {
        assertThatThrownBy(() -> new TrainingPlan(training(1, 1, 1, 1, 0), 0, 7))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expected at least 1, found 0");
    }

    @Test
    void refusesMoreStepsThanCanBeCounted() {
        assertThatThrownBy(() -> new TrainingPlan(training(1, 1, 1, 3, 0), 1L << 30, 7))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("training.epochs = 3");
    }

    @Test
    void readsAReferenceBackFromItsPath() {
        MinibatchReference reference = plan.minibatch(5);
        assertThat(MinibatchReference.parse(reference.path())).isEqualTo(reference);
    }

    private static MinibatchReference reference(int epoch, long from, long to, long number) {
        return new MinibatchReference(epoch, from, to, Seeds.key(7, "dropout", number));
    }

    private static TrainingConfig training(int workers, int batch, int frequency, int epochs, int maxSteps) {
        return TrainingSettings.of(
                "workers=" + workers,
                "train-batch-size=" + batch,
                "averaging-frequency=" + frequency,
                "epochs=" + epochs,
                "max-steps=" + maxSteps);
    }
}
