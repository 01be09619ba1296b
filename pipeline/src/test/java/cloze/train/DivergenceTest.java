package cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.TrainingDivergedException;
import cloze.testing.SparkSessionExtension;
import cloze.train.TinyPretraining.Stopped;
import cloze.train.averaging.Round;
import cloze.train.averaging.RoundReport;
import cloze.train.averaging.RoundTimes;
import cloze.train.averaging.RoundTrainer;
import cloze.train.averaging.RoundTrainers;
import cloze.train.averaging.StepTotals;
import cloze.train.averaging.WorkerOutcome;
import cloze.train.log.TrainingLogRow;
import cloze.train.state.RunState;
import cloze.train.state.StoredState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** With training.on-divergence = skip a round that diverges is left out. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class DivergenceTest {
    private static final String[] SKIP = {"on-divergence=skip"};

    @TempDir
    private Path folder;

    /**
     * A trainer whose workers find a loss that is not finite in some rounds, and leave the state of the round before,
     * as real ones do; otherwise it is a real one.
     */
    private record Spoilt(RoundTrainer trainer, Set<Integer> rounds) implements RoundTrainer {
        @Override
        public RoundReport fit(Round round) {
            if (!rounds.contains(round.plan().index())) {
                return trainer.fit(round);
            }
            var diverged =
                    new WorkerOutcome.Diverged(1, round.plan().firstStep(), Double.NaN, Double.POSITIVE_INFINITY, 0.01);
            return new RoundReport(
                    StepTotals.NONE, Double.NaN, new RoundTimes(1, 1, 0, 0, 0, 1, 0), Map.of(), List.of(diverged));
        }

        @Override
        public void load(StoredState state) throws IOException {
            trainer.load(state);
        }

        @Override
        public RunState state() {
            return trainer.state();
        }

        @Override
        public void close() {
            trainer.close();
        }
    }

    private static TrainingHooks hooks(SparkSession spark, Integer... spoilt) {
        RoundTrainers real = SparkTrainers.of(spark, 1);
        return TrainingHooks.of(
                (network, training) -> new Spoilt(real.of(network, training), Set.copyOf(Arrays.asList(spoilt))),
                TinyRun.Examples::new);
    }

    private PretrainingRequest request(String name, String... more) {
        return TinyRun.request(
                TinyRun.training(2, 8, more), folder.resolve(name).toString());
    }

    @Test
    void theRunGoesOnWithoutTheMinibatchesOfTheRound(SparkSession spark) throws IOException {
        PretrainingResult whole = TinyPretraining.timed(spark, request("whole"), hooks(spark));
        PretrainingResult result = TinyPretraining.timed(spark, request("spoilt", SKIP), hooks(spark, 2, 4));

        assertThat(result.rounds()).isEqualTo(whole.rounds());
        assertThat(result.leftOut()).containsExactly(2, 4);
        assertThat(result.log())
                .filteredOn(TrainingLogRow::wasLeftOut)
                .extracting(TrainingLogRow::step)
                .containsExactly(whole.log().get(2).step(), whole.log().get(4).step());
        // Before the round it is the same run, afterwards another.
        assertThat(result.log().get(1).metrics()).isEqualTo(whole.log().get(1).metrics());
        assertThat(result.log().get(3).metrics())
                .isNotEqualTo(whole.log().get(3).metrics());
        assertThat(result.last().metrics().byColumn().values()).allMatch(Double::isFinite);
    }

    @Test
    void aRunThatIsKilledAfterwardsEndsWithTheSameWeights(SparkSession spark) throws IOException {
        PretrainingResult whole = TinyPretraining.timed(spark, request("whole", SKIP), hooks(spark, 2));
        PretrainingRequest killed = request("killed", SKIP);
        assertThatThrownBy(() -> TinyPretraining.timed(
                        spark, killed, hooks(spark, 2).withProgress(TinyPretraining.stopAfter(6))))
                .isInstanceOf(Stopped.class);
        PretrainingResult resumed = TinyPretraining.timed(spark, killed, hooks(spark, 2));

        assertThat(resumed.leftOut()).containsExactly(2);
        assertThat(TinyPretraining.parameters(resumed))
                .usingRecursiveComparison()
                .isEqualTo(TinyPretraining.parameters(whole));
    }

    @Test
    void aRunThatDivergedMayGoOnWithTheOtherSetting(SparkSession spark) {
        assertThatThrownBy(() -> TinyPretraining.timed(spark, request("first"), hooks(spark, 2)))
                .isInstanceOf(TrainingDivergedException.class);
        assertThat(TinyPretraining.timed(spark, request("first", SKIP), hooks(spark, 2))
                        .leftOut())
                .containsExactly(2);
    }

    @Test
    void theFirstRoundOrThreeInARowEndIt(SparkSession spark) {
        assertThatThrownBy(() -> TinyPretraining.timed(spark, request("first", SKIP), hooks(spark, 0)))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("of worker 1: loss NaN");
        assertThatThrownBy(() -> TinyPretraining.timed(spark, request("three", SKIP), hooks(spark, 2, 3, 4)))
                .isInstanceOf(TrainingDivergedException.class);
    }
}
