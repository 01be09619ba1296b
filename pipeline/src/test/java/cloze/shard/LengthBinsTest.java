package cloze.shard;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.testing.SparkSessionExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What holds for the minibatches of an epoch whose examples are kept together by length. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class LengthBinsTest {
    private static final Configuration HADOOP = new Configuration();

    /** Lengths are 5 to 44: a bin of its own for more than 36. */
    private static final LengthBins BINS = new LengthBins(List.of(12L, 20L, 36L), 8);

    private static final List<MaskedExample> EXAMPLES = MaskedRows.examples(501);

    @TempDir
    Path folder;

    @Test
    void theBinOfAnExampleIsTheFirstWithRoom() {
        assertThat(IntStream.of(1, 12, 13, 20, 21, 36, 37, 500).map(BINS::of)).containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
        assertThat(LengthBins.NONE.of(500)).isZero();
    }

    @Test
    void everyExampleOccursOnceAndMinibatchesButTheLastFewAreOfOneBin(SparkSession spark) {
        List<List<MaskedExample>> minibatches = minibatches(write(spark, "set", 3, 2, 0), 0);

        assertThat(ids(minibatches))
                .containsExactlyInAnyOrderElementsOf(
                        EXAMPLES.stream().map(MaskedExample::exampleId).toList());
        List<Integer> bins = new ArrayList<>();
        int mixed = 0;
        for (List<MaskedExample> minibatch : minibatches) {
            Set<Integer> found = new HashSet<>();
            minibatch.forEach(example -> found.add(BINS.of(example.length())));
            if (found.size() == 1 && mixed == 0) {
                bins.addAll(found);
            } else {
                mixed++;
            }
        }
        assertThat(mixed).isBetween(1, BINS.count());
        // Bins take turns: were they sorted there would be three changes.
        assertThat(IntStream.range(1, bins.size()).filter(i -> !bins.get(i).equals(bins.get(i - 1))))
                .hasSizeGreaterThan(bins.size() / 3);
    }

    @Test
    void leftOverExamplesStandLastFromShortToLong(SparkSession spark) {
        List<MaskedExample> order = minibatches(write(spark, "set", 3, 2, 0), 0).stream()
                .flatMap(List::stream)
                .toList();
        long full = IntStream.range(0, BINS.count())
                .mapToLong(bin -> EXAMPLES.stream()
                                .filter(example -> BINS.of(example.length()) == bin)
                                .count()
                        / 8
                        * 8)
                .sum();

        assertThat(order.subList((int) full, order.size()).stream().map(example -> BINS.of(example.length())))
                .isNotEmpty()
                .isSorted();
    }

    @Test
    void otherPartitionsAndFilesGiveTheSameMinibatches(SparkSession spark) {
        List<String> expected = ids(minibatches(write(spark, "one", 1, 1, 0), 0));

        assertThat(ids(minibatches(write(spark, "seven", 7, 5, 0), 0))).isEqualTo(expected);
        assertThat(ids(minibatches(write(spark, "three", 3, 8, 0), 0))).isEqualTo(expected);
    }

    @Test
    void goingOnInTheMiddleOfAnEpochGivesTheMinibatchesThatWereLeft(SparkSession spark) {
        ShardSet set = write(spark, "set", 3, 2, 0);
        List<String> whole = ids(minibatches(set, 0));

        ShardSet opened = ShardSet.open(set.folder(), HADOOP);
        assertThat(opened).isEqualTo(set);
        assertThat(ids(minibatches(opened, 25 * 8))).isEqualTo(whole.subList(25 * 8, whole.size()));
    }

    @Test
    void anotherEpochHasOtherMinibatches(SparkSession spark) {
        List<List<MaskedExample>> first = minibatches(write(spark, "first", 2, 2, 0), 0);
        List<List<MaskedExample>> second = minibatches(write(spark, "second", 2, 2, 1), 0);

        assertThat(first.stream().map(minibatch -> new HashSet<>(ids(List.of(minibatch)))))
                .doesNotContainAnyElementsOf(second.stream()
                        .map(minibatch -> new HashSet<>(ids(List.of(minibatch))))
                        .toList());
    }

    @Test
    void fewerExamplesThanABlockAreAllLeftOver(SparkSession spark) {
        ShardSet set =
                new WriteShards(5, 0, 2, BINS).write(MaskedRows.dataset(spark, MaskedRows.examples(3)), path("few"));

        assertThat(minibatches(set, 0)).hasSize(1).first().satisfies(all -> assertThat(all)
                .hasSize(3));
    }

    private ShardSet write(SparkSession spark, String name, int files, int partitions, int epoch) {
        return new WriteShards(5, epoch, files, BINS)
                .write(MaskedRows.dataset(spark, EXAMPLES).repartition(partitions), path(name));
    }

    private String path(String name) {
        return "file://" + folder.resolve(name);
    }

    private static List<List<MaskedExample>> minibatches(ShardSet set, long from) {
        List<List<MaskedExample>> minibatches = new ArrayList<>();
        try (var reader = new ShardReader(set, HADOOP)) {
            for (long at = from; at < set.examples(); at += BINS.blockSize()) {
                minibatches.add(reader.read(at, Math.min(set.examples(), at + BINS.blockSize())));
            }
        }
        return minibatches;
    }

    private static List<String> ids(List<List<MaskedExample>> minibatches) {
        return minibatches.stream()
                .flatMap(List::stream)
                .map(MaskedExample::exampleId)
                .toList();
    }
}
