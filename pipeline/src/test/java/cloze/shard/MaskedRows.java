package cloze.shard;

import cloze.random.Seeds;
import cloze.testing.MaskedDatasets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Masked examples of random lengths and ids, for shard tests. */
final class MaskedRows {
    private static final int VOCABULARY = 40_000;

    private MaskedRows() {}

    static List<MaskedExample> examples(int count) {
        return IntStream.range(0, count).mapToObj(MaskedRows::example).toList();
    }

    static MaskedExample example(int number) {
        SplittableRandom random = Seeds.forRow(7, "fixture", number);
        int length = 5 + random.nextInt(40);
        int[] tokens = random.ints(length, 0, VOCABULARY).toArray();
        int firstSegment = 2 + random.nextInt(length - 3);
        int[] segments =
                IntStream.range(0, length).map(t -> t < firstSegment ? 0 : 1).toArray();
        int[] positions =
                IntStream.range(0, length).filter(t -> random.nextInt(6) == 0).toArray();
        int[] ids = random.ints(positions.length, 0, VOCABULARY).toArray();
        String document = "%016x%016x".formatted(Seeds.mix(number), Seeds.mix(~number));
        return new MaskedExample(document + "/0/" + number, tokens, segments, positions, ids, number % 2);
    }

    static Dataset<Row> dataset(SparkSession spark, List<MaskedExample> examples) {
        return MaskedDatasets.of(spark, examples, "train");
    }
}
