package cloze.train.synchronisation;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.train.TrainingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadTest {
    private static final int PARAMETERS = 1000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 16})
    void slicesCombineToTheBitsOfTheWhole(int blocksPerSlice) {
        Rule rule = Rule.of(
                TrainingSettings.of("workers=3", "averaging=outer-nesterov", "updater-state=local"), PARAMETERS);
        Synchronisation whole = Synchronisation.of(rule, random(0));
        whole.next(ends(1, 0, PARAMETERS));
        TrainerState before = whole.state();
        Spread expected = whole.next(ends(5, 0, PARAMETERS));

        List<Spread> spreads = new ArrayList<>();
        List<TrainerState> states = new ArrayList<>();
        int length = blocksPerSlice * rule.blocks().length();
        for (int from = 0; from < PARAMETERS; from += length) {
            int to = Math.min(PARAMETERS, from + length);
            Synchronisation slice = Synchronisation.from(rule, before.slice(from, to));
            spreads.add(slice.next(ends(5, from, to)));
            states.add(slice.state());
        }
        assertThat(Spread.joined(spreads).relative())
                .isEqualTo(expected.relative())
                .isPositive();
        TrainerState joined = TrainerState.joined(PARAMETERS, states.iterator());
        assertThat(joined.parameters()).isEqualTo(whole.state().parameters());
        assertThat(joined.optimiser()).isEqualTo(whole.state().optimiser());
    }

    @Test
    void theNumberOfBlocksIsBounded() {
        assertThat(Blocks.of(1).length()).isEqualTo(64);
        assertThat(Blocks.of(Integer.MAX_VALUE).count(Integer.MAX_VALUE)).isLessThanOrEqualTo(8192);
        assertThat(Blocks.of(110_000_000).count(110_000_000)).isBetween(8000, 8192);
    }

    private static SortedMap<Integer, ModelState> ends(int seed, int from, int to) {
        SortedMap<Integer, ModelState> ends = new TreeMap<>();
        for (int worker = 0; worker < 3; worker++) {
            ModelState state = random(seed + worker);
            ends.put(
                    worker,
                    new ModelState(
                            Arrays.copyOfRange(state.parameters(), from, to),
                            Arrays.copyOfRange(state.updater(), 2 * from, 2 * to)));
        }
        return ends;
    }

    private static ModelState random(int seed) {
        var random = new SplittableRandom(seed);
        float[] parameters = new float[PARAMETERS];
        float[] updater = new float[2 * PARAMETERS];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) random.nextDouble(-1, 1);
        }
        for (int i = 0; i < updater.length; i++) {
            updater[i] = (float) random.nextDouble();
        }
        return new ModelState(parameters, updater);
    }
}
