package cloze.train.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.dataset.MaskedExamples;
import cloze.dataset.Task;
import cloze.shard.Minibatch;
import cloze.shard.ShardSet;
import cloze.shard.WriteShards;
import cloze.testing.SparkSessionExtension;
import cloze.train.PretrainingRequest;
import cloze.train.PretrainingResult;
import cloze.train.TinyPretraining;
import cloze.train.TinyRun;
import cloze.train.averaging.MinibatchSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class ShardSourcesTest {
    @TempDir
    private Path folder;

    @Test
    void loadsTheMinibatchesOfItsEpochsShardsInATask(SparkSession spark) {
        MinibatchSource source = new ShardSources(spark, epoch -> shards(spark, epoch)).forEpoch(1);
        List<List<Integer>> inputIds = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(List.of(4L, 0L, 4L), 1)
                .map(from -> inputIds(source.load(from, from + 3, 99)))
                .collect();
        assertThat(inputIds.get(0)).hasSize(18).isEqualTo(inputIds.get(2)).isNotEqualTo(inputIds.get(1));
    }

    private static List<Integer> inputIds(Minibatch minibatch) {
        assertThat(minibatch.examples()).isEqualTo(3);
        assertThat(minibatch.key()).isEqualTo(99);
        return IntStream.of(minibatch.inputIds()).boxed().toList();
    }

    @Test
    void trainsOnExecutorsFromShards(SparkSession spark) {
        PretrainingRequest request = TinyRun.request(2, 2, folder.resolve("run").toString());
        PretrainingResult result = TinyPretraining.of(
                        spark,
                        request,
                        TinyPretraining.hooks(spark, new ShardSources(spark, epoch -> shards(spark, epoch))))
                .run();
        assertThat(result.steps()).isEqualTo(6);
        assertThat(result.last().metrics().loss(Task.MASKED_LM)).isPositive();
    }

    private ShardSet shards(SparkSession spark, int epoch) {
        return new WriteShards(5, epoch, 2)
                .write(examples(spark), folder.resolve("epoch-" + epoch).toString());
    }

    private static Dataset<Row> examples(SparkSession spark) {
        List<Row> rows = IntStream.range(0, (int) TinyRun.EXAMPLES)
                .mapToObj(ShardSourcesTest::row)
                .toList();
        return spark.createDataset(rows, MaskedExamples.CONTRACT.encoder()).toDF();
    }

    private static Row row(int number) {
        String document = String.format(Locale.ROOT, "%032x", number);
        int[] tokens = {2, 5 + number, 6, 3, 7 + number % 20, 3};
        int[] input = {2, 4, 6, 3, 7 + number % 20, 3};
        int[] segments = {0, 0, 0, 0, 1, 1};
        return RowFactory.create(
                document + "/0/0",
                document,
                document,
                "train",
                tokens,
                segments,
                number % 2,
                input,
                new int[] {1},
                new int[] {5 + number});
    }
}
