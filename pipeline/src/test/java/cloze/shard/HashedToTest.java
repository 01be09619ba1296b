package cloze.shard;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.spark_partition_id;
import static org.assertj.core.api.Assertions.assertThat;

import cloze.testing.SparkSessionExtension;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class HashedToTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64})
    void sparkSendsEachNumberToItsPartition(int count, SparkSession spark) {
        HashedTo partitions = HashedTo.partitions(count);
        List<Integer> numbers =
                IntStream.range(0, count).map(partitions::of).boxed().toList();
        List<Integer> arrived = spark
                .createDataset(numbers, Encoders.INT())
                .repartition(count, col("value"))
                .select(col("value"), spark_partition_id())
                .collectAsList()
                .stream()
                .map(row -> partitions.of(row.getInt(1)) == row.getInt(0) ? row.getInt(1) : -1)
                .sorted()
                .toList();
        assertThat(arrived).isEqualTo(IntStream.range(0, count).boxed().toList());
    }
}
