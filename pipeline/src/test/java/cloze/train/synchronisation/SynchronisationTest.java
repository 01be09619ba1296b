package cloze.train.synchronisation;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.tensor.Tensor;
import cloze.train.TrainingSettings;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SynchronisationTest {
    private static final ModelState INITIAL = state(1, 2, 10, 20);

    @Test
    void plainAveragingIsTheMeanOfWeightsAndMoments() {
        Synchronisation plain = begin("workers=2");
        plain.next(ends(state(2, 4, 11, 21), state(4, 8, 13, 25)));
        assertThat(plain.state().parameters()).containsExactly(3, 6);
        assertThat(plain.state().optimiser()).containsExactly(vector("updater", 12, 23));
        assertThat(plain.starts()).hasSize(1);
        assertThat(plain.starts().get(0).parameters()).containsExactly(3, 6);
        assertThat(plain.starts().get(0).updater()).containsExactly(12, 23);
    }

    @Test
    void theOuterOptimiserStepsAlongTheAveragedStepAndWhatIsLeftOfEarlierOnes() {
        Synchronisation outer =
                begin("workers=2", "averaging=outer-nesterov", "outer-learning-rate=0.5", "outer-momentum=0.8");
        // The workers' mean is [3, 6]: the outer gradient is [1, 2] - [3, 6] = [-2, -4].
        outer.next(ends(state(2, 4, 0, 0), state(4, 8, 0, 0)));
        assertThat(outer.state().optimiser().get(1)).isEqualTo(vector("outer_momentum", -2, -4));
        // [1, 2] - 0.5 * ([-2, -4] + 0.8 * [-2, -4])
        assertThat(outer.state().parameters()).containsExactly(2.8f, 5.6f);
        // Workers that do not move: what moves the parameters is momentum alone.
        outer.next(ends(state(2.8f, 5.6f, 0, 0), state(2.8f, 5.6f, 0, 0)));
        assertThat(outer.state().optimiser().get(1)).isEqualTo(vector("outer_momentum", -1.6f, -3.2f));
        assertThat(outer.state().parameters())
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
        Synchronisation local = begin("workers=3", "updater-state=local");
        assertThat(local.starts()).hasSize(3);
        // Worker 2 has no minibatch left in this round.
        local.next(ends(state(2, 4, 11, 21), state(4, 8, 13, 25)));
        List<ModelState> starts = local.starts();
        assertThat(starts.get(0).updater()).containsExactly(11, 21);
        assertThat(starts.get(1).updater()).containsExactly(13, 25);
        assertThat(starts.get(2).updater()).containsExactly(10, 20);
        assertThat(starts).allSatisfy(start -> assertThat(start.parameters()).containsExactly(3, 6));
    }

    @Test
    void oneThatGoesOnFromAnothersStateDoesWhatTheOtherDoes() {
        String[] settings = {"workers=2", "averaging=outer-nesterov", "updater-state=local"};
        Synchronisation whole = begin(settings);
        whole.next(ends(state(2, 4, 11, 21), state(4, 8, 13, 25)));
        Synchronisation resumed = begin(settings);
        assertThat(names(resumed)).containsExactly("updater.0", "updater.1", "outer_momentum");
        resumed.load(whole.state());
        SortedMap<Integer, ModelState> ends = ends(state(5, 6, 1, 2), state(7, 9, 3, 4));
        assertThat(resumed.next(ends).relative()).isEqualTo(whole.next(ends).relative());
        assertThat(resumed.state().parameters()).isEqualTo(whole.state().parameters());
        assertThat(resumed.state().optimiser()).isEqualTo(whole.state().optimiser());
        assertThat(names(whole)).isEqualTo(names(begin(settings)));
    }

    @Test
    void aSliceOfEachArrayComesToThatSliceOfTheWhole() {
        String[] settings = {"workers=2", "averaging=outer-nesterov"};
        Synchronisation whole = begin(settings);
        Synchronisation slice =
                Synchronisation.of(TrainingSettings.of(settings), new ModelState(new float[] {2}, new float[] {20}));
        for (int round = 1; round <= 3; round++) {
            whole.next(ends(state(2, .3f * round, 11, .1f), state(4, .7f, 13, 25)));
            slice.next(ends(
                    new ModelState(new float[] {.3f * round}, new float[] {.1f}),
                    new ModelState(new float[] {.7f}, new float[] {25})));
            assertThat(slice.state().parameters()[0]).isEqualTo(whole.state().parameters()[1]);
            for (int i = 0; i < 2; i++) {
                assertThat(slice.state().optimiser().get(i).values()[0])
                        .isEqualTo(whole.state().optimiser().get(i).values()[1]);
            }
        }
    }

    private static Synchronisation begin(String... settings) {
        return Synchronisation.of(TrainingSettings.of(settings), INITIAL);
    }

    private static List<String> names(Synchronisation synchronisation) {
        return synchronisation.state().optimiser().stream().map(Tensor::name).toList();
    }

    private static Tensor vector(String name, float... values) {
        return new Tensor(name, List.of((long) values.length), values);
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
