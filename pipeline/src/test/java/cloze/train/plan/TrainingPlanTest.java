package cloze.train.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.TrainingConfig;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.random.Seeds;
import cloze.train.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {
    /** 10 examples in minibatches of 4, so 3 per epoch; 3 epochs, 9 minibatches; 2 workers, 2 steps per round. */
    private final TrainingPlan plan = new TrainingPlan(training(2, 4, 2, 3, 0), List.of(10L), 7);

    @Test
    void countsStepsAndRoundsWithThePartialOnes() {
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
                var other = new TrainingPlan(training(workers, 4, frequency, 3, 0), List.of(10L), 7);
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
        var bounded = new TrainingPlan(training(2, 4, 3, 1, 7), List.of(10L), 7);
        assertThat(bounded.steps()).isEqualTo(7);
        assertThat(bounded.minibatches()).isEqualTo(14);
        assertThat(bounded.rounds()).isEqualTo(3);
        assertThat(bounded.round(2).byWorker())
                .allSatisfy(own -> assertThat(own).hasSize(1));
    }

    @Test
    void refusesARunWithoutExamples() {
        assertThatThrownBy(() -> new TrainingPlan(training(1, 1, 1, 1, 0), List.of(0L), 7))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expected at least 1, found 0");
    }

    @Test
    void refusesMoreStepsThanCanBeCounted() {
        assertThatThrownBy(() -> new TrainingPlan(training(1, 1, 1, 3, 0), List.of(1L << 30), 7))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("training.epochs = 3");
    }

    @Test
    void smallerMinibatchesAtFirstGoOnWhereTheyStopped() {
        TrainingConfig ramp = TrainingSettings.of(
                "workers=2",
                "train-batch-size=4",
                "averaging-frequency=2",
                "max-steps=8",
                "batch-ramp = [{until-share = 0.25, train-batch-size = 1}, {until-share = 0.5, train-batch-size = 2}]");
        var growing = new TrainingPlan(ramp, List.of(10L), 7);
        assertThat(growing.steps()).isEqualTo(8);
        assertThat(ranges(growing))
                .containsExactly(
                        "0:0-1", "0:1-2", "0:2-3", "0:3-4", // steps 0 and 1
                        "0:4-6", "0:6-8", "0:8-10", "1:0-2", // steps 2 and 3
                        "1:2-4", "1:4-8", "1:8-10", "2:0-4", "2:4-8", "2:8-10", "3:0-4", "3:4-8");
    }

    /** What length bins need: blocks of an epoch's order that no minibatch leaves. */
    @Test
    void noMinibatchCrossesAMultipleOfTheLargestWhereAllSizesDivideIt() {
        TrainingConfig ramp = TrainingSettings.of(
                "workers=3",
                "train-batch-size=12",
                "epochs=4",
                "batch-ramp = [{until-share = 0.2, train-batch-size = 2}, {until-share = 0.3, train-batch-size = 6}, {until-share = 0.6, train-batch-size = 4}]");
        assertThat(ramp.lengthBinBlock()).isEqualTo(12);
        var growing = new TrainingPlan(ramp, List.of(101L), 7);
        long before = 0;
        for (long number = 0; number < growing.minibatches(); number++) {
            MinibatchReference reference = growing.minibatch(number);
            assertThat(reference.from() / 12).isEqualTo((reference.to() - 1) / 12);
            assertThat(reference.epoch() * 101L + reference.from()).isEqualTo(before);
            before += reference.examples();
        }
        assertThat(before).isEqualTo(404);
    }

    @Test
    void refusesSizesThatWouldMixLengthBins() {
        TrainingConfig ramp = TrainingSettings.of(
                "train-batch-size=32",
                "batch-ramp = [{until-share = 0.2, train-batch-size = 8}, {until-share = 0.3, train-batch-size = 12}]");
        assertThatThrownBy(ramp::lengthBinBlock)
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(
                        "training.batch-ramp = [8, 12, 32]: with examples.bins each minibatch size must divide the largest, 32");
    }

    @Test
    void aRampByEpochsUsesEachExampleOncePerEpochAndOneSizePerStep() {
        for (int workers = 1; workers <= 3; workers++) {
            TrainingConfig ramp = TrainingSettings.of(
                    "workers=" + workers,
                    "train-batch-size=5",
                    "epochs=3",
                    "batch-ramp = [{until-share = 0.3, train-batch-size = 2}, {until-share = 0.6, train-batch-size = 3}]");
            var growing = new TrainingPlan(ramp, List.of(11L), 7);
            int[] uses = new int[33];
            for (long number = 0; number < growing.minibatches(); number++) {
                MinibatchReference reference = growing.minibatch(number);
                assertThat(growing.epochOf(number)).isEqualTo(reference.epoch());
                for (long example = reference.from(); example < reference.to(); example++) {
                    uses[(int) (reference.epoch() * 11L + example)]++;
                }
            }
            assertThat(uses).containsOnly(1);
            assertThat(growing.epochOf(growing.minibatches())).isEqualTo(3);
            assertThat(growing.minibatch(0).examples()).isEqualTo(2);
        }
    }

    @Test
    void aPhaseBeginsWithAnEpochOfItsOwnExamples() {
        TrainingConfig phases = TrainingSettings.of(
                "workers=1",
                "train-batch-size=4",
                "max-steps=10",
                "length-phases = [{share = 0.7, prepared = short}, {share = 0.3, prepared = long}]");
        var plan = new TrainingPlan(phases, List.of(10L, 6L), 7);
        assertThat(ranges(plan))
                .containsExactly(
                        "0:0-4", "0:4-8", "0:8-10", "1:0-4", "1:4-8", "1:8-10", "2:0-4", // short examples
                        "3:0-4", "3:4-6", "4:0-4");
        assertThat(List.of(plan.phaseOf(0), plan.phaseOf(2), plan.phaseOf(3), plan.phaseOf(4)))
                .containsExactly(0, 0, 1, 1);
    }

    @Test
    void smallerMinibatchesAndLongerExamplesMayChangeTogether() {
        TrainingConfig both = TrainingSettings.of(
                "workers=1",
                "train-batch-size=4",
                "max-steps=4",
                "batch-ramp = [{until-share = 0.75, train-batch-size = 3}]",
                "length-phases = [{share = 0.5, prepared = short}, {share = 0.5, prepared = long}]");
        assertThat(ranges(new TrainingPlan(both, List.of(10L, 6L), 7)))
                .containsExactly("0:0-3", "0:3-6", "1:0-3", "1:3-4");
    }

    @Test
    void refusesShapesOfARunThatMakeNoSense() {
        assertThatThrownBy(
                        () -> TrainingSettings.of(
                                "epochs=0",
                                "time-budget=60",
                                "batch-ramp = [{until-share = 0.5, train-batch-size = 2}, {until-share = 0.4, train-batch-size = 3}]"))
                .hasMessageContainingAll(
                        "training.batch-ramp = [0.5, 0.4]: until-share must rise",
                        "needs training.epochs or training.max-steps");
        assertThatThrownBy(() -> TrainingSettings.of("length-phases = [{share = 0.5, prepared = short}]"))
                .hasMessageContainingAll("the shares must add up to 1", "needs training.max-steps");
        assertThatThrownBy(() -> TrainingSettings.of("epochs=0"))
                .hasMessageContaining("training.epochs = 0: must be at least 1, or 0 with a training.max-steps or");
        assertThatThrownBy(() -> TrainingSettings.of("early-stopping.patience=2"))
                .hasMessageContaining("training.early-stopping.every = 0: must be at least 1 with a patience");
    }

    /** Epoch and examples of each minibatch. */
    private static List<String> ranges(TrainingPlan plan) {
        return LongStream.range(0, plan.minibatches())
                .mapToObj(plan::minibatch)
                .map(reference -> reference.epoch() + ":" + reference.from() + "-" + reference.to())
                .toList();
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
