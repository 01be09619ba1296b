package cloze.train.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.TrainingConfig;
import cloze.network.graph.MinibatchArrays;
import cloze.parallel.ParallelFor;
import cloze.testing.SparkSessionExtension;
import cloze.train.TinyRun;
import cloze.train.plan.TrainingPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class WorkerRoundTest {
    private static final int THREADS = 3;

    /** Tasks of a test run in its own process. */
    private static final Map<String, Work> WORK = new ConcurrentHashMap<>();

    @Test
    void aStepGivesItsNativeMemoryAndItsThreadsBack(SparkSession spark) {
        MultiDataSet[] seen = new MultiDataSet[1];
        run(spark, round -> {
            MultiDataSet arrays = minibatch();
            round.step(arrays, given -> {
                assertThat(ParallelFor.size()).isEqualTo(THREADS);
                round.graph().fit(given);
            });
            seen[0] = arrays;
            assertThat(ParallelFor.size()).isEqualTo(1);
            assertThat(round.end()).isInstanceOf(WorkerOutcome.Fitted.class);
        });
        assertThat(arrays(seen[0])).hasSize(8).allMatch(INDArray::wasClosed);
    }

    @Test
    void soDoesAStepThatThrows(SparkSession spark) {
        MultiDataSet arrays = minibatch();
        run(spark, round -> {
            assertThatThrownBy(() -> round.step(arrays, given -> {
                        throw new IllegalStateException("step");
                    }))
                    .hasMessage("step");
            assertThat(ParallelFor.size()).isEqualTo(1);
        });
        assertThat(arrays(arrays)).hasSize(8).allMatch(INDArray::wasClosed);
    }

    /** What a worker does in its task. */
    private interface Work {
        void on(WorkerRound round);
    }

    /** Runs {@code work} as the task of a round's only worker, in this process. */
    private static void run(SparkSession spark, Work work) {
        TrainingConfig training = TinyRun.training(1, 1);
        InitialNetwork network =
                TrainerKinds.network(training, new TrainingPlan(training, List.of(TinyRun.EXAMPLES), 11));
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        ReplicaRecipe recipe = ReplicaRecipe.of(network, training, ProcessShare.alone(THREADS));
        StateReference start = StateTransport.IN_PROCESS.send(context, recipe.run(), network.state());
        WORK.put(recipe.run(), work);
        try {
            context.parallelize(List.of(new RoundTask(recipe, List.of(start), 0, 0)), 1)
                    .foreach(task -> {
                        try (WorkerRound round = WorkerRound.begin(task)) {
                            WORK.get(task.recipe().run()).on(round);
                        }
                    });
        } finally {
            WORK.clear();
            start.release();
            ReplicaPool.OF_THIS_PROCESS.close(recipe.run());
        }
    }

    private static MultiDataSet minibatch() {
        return MinibatchArrays.of(new TinyRun.Examples(0).load(0, 4, 1));
    }

    private static List<INDArray> arrays(MultiDataSet minibatch) {
        return Stream.of(minibatch.getFeatures(), minibatch.getLabels())
                .flatMap(Arrays::stream)
                .toList();
    }
}
