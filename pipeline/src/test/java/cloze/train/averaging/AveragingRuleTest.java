package cloze.train.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.network.parameter.ParameterShape;
import cloze.tensor.Tensor;
import cloze.train.TinyRun;
import cloze.train.TrainingSettings;
import cloze.train.checkpoint.Checkpoint;
import cloze.train.checkpoint.CheckpointInfo;
import cloze.train.checkpoint.FlatParameters;
import cloze.train.checkpoint.StateTensors;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AveragingRuleTest {
    private static final ModelState INITIAL = state(1, 2, 10, 20);

    @Test
    void plainAveragingIsTheMeanOfWeightsAndMoments() {
        var rule = new AveragingRule(TrainingSettings.of("workers=2"));
        var outcome = rule.next(rule.first(INITIAL), ends(state(2, 4, 11, 21), state(4, 8, 13, 25)));
        assertThat(outcome.state().parameters()).containsExactly(3, 6);
        assertThat(outcome.state().updaters()).hasSize(1);
        assertThat(outcome.state().updaters().get(0)).containsExactly(12, 23);
        assertThat(outcome.state().outerMomentum()).isEmpty();
    }

    @Test
    void theOuterOptimiserStepsAlongTheAveragedStepAndWhatIsLeftOfEarlierOnes() {
        var rule = new AveragingRule(TrainingSettings.of(
                "workers=2", "averaging=outer-nesterov", "outer-learning-rate=0.5", "outer-momentum=0.8"));
        // The workers' mean is [3, 6]: the outer gradient is [1, 2] - [3, 6] = [-2, -4].
        TrainerState first = rule.next(rule.first(INITIAL), ends(state(2, 4, 0, 0), state(4, 8, 0, 0)))
                .state();
        assertThat(first.outerMomentum()).containsExactly(-2, -4);
        // [1, 2] - 0.5 * ([-2, -4] + 0.8 * [-2, -4])
        assertThat(first.parameters()).containsExactly(2.8f, 5.6f);
        // Workers that do not move: what moves the parameters is momentum alone.
        TrainerState second = rule.next(first, ends(state(2.8f, 5.6f, 0, 0), state(2.8f, 5.6f, 0, 0)))
                .state();
        assertThat(second.outerMomentum()).containsExactly(-1.6f, -3.2f);
        assertThat(second.parameters())
                .containsExactly((float) (2.8f + 0.5 * 0.8 * 1.6f), (float) (5.6f + 0.5 * 0.8 * 3.2f));
    }

    @Test
    void withRateOneAndNoMomentumTheOuterStepIsTheAverageItself() {
        float[] before = {1e8f, 0.1f, -3, Float.MIN_VALUE};
        float[] mean = {1, 0.3f, -0.0f, 1e-30f};
        OuterStep step = OuterStep.of(1, 0, before, mean, new float[] {5, 5, 5, 5});
        for (int i = 0; i < mean.length; i++) {
            assertThat(Float.floatToRawIntBits(step.parameters()[i])).isEqualTo(Float.floatToRawIntBits(mean[i]));
        }
    }

    @Test
    void withLocalMomentsEachWorkerBeginsWithItsOwn() {
        var rule = new AveragingRule(TrainingSettings.of("workers=3", "updater-state=local"));
        TrainerState begin = rule.first(INITIAL);
        assertThat(begin.updaters()).hasSize(3);
        // Worker 2 has no minibatch left in this round.
        TrainerState state =
                rule.next(begin, ends(state(2, 4, 11, 21), state(4, 8, 13, 25))).state();
        assertThat(rule.start(state, 0).updater()).containsExactly(11, 21);
        assertThat(rule.start(state, 1).updater()).containsExactly(13, 25);
        assertThat(rule.start(state, 2).updater()).containsExactly(10, 20);
        for (int worker = 0; worker < 3; worker++) {
            assertThat(rule.start(state, worker).parameters()).containsExactly(3, 6);
        }
    }

    @Test
    void statesAreReadBackFromTheTensorsOfACheckpoint() {
        var rule =
                new AveragingRule(TrainingSettings.of("workers=2", "updater-state=local", "averaging=outer-nesterov"));
        var layout = new FlatParameters(List.of(new ParameterShape("a.W", List.of(2L), 0)));
        var tensors = new StateTensors(layout, 2, rule);
        var state = new TrainerState(
                new float[] {1, 2}, List.of(new float[] {3, 4}, new float[] {5, 6}), new float[] {7, 8});
        assertThat(tensors.optimiser(state))
                .extracting(Tensor::name)
                .containsExactly("updater.0", "updater.1", "outer_momentum");
        var info = new CheckpointInfo(CheckpointInfo.FORMAT, "run", TinyRun.NETWORK, 3, 1, 0, 6, 3, 1, Map.of());
        TrainerState read = tensors.state(
                new Checkpoint(info, tensors.parameters(state), tensors.optimiser(state), List.of(), List.of()));
        assertThat(read.parameters()).containsExactly(1, 2);
        assertThat(read.updaters()).containsExactly(new float[] {3, 4}, new float[] {5, 6});
        assertThat(read.outerMomentum()).containsExactly(7, 8);
    }

    private static ModelState state(float a, float b, float m, float v) {
        return new ModelState(new float[] {a, b}, new float[] {m, v});
    }

    /** Worker w ended with the w-th of {@code states}. */
    private static SortedMap<Integer, ModelState> ends(ModelState... states) {
        SortedMap<Integer, ModelState> ends = new TreeMap<>();
        for (int worker = 0; worker < states.length; worker++) {
            ends.put(worker, states[worker]);
        }
        return ends;
    }
}
