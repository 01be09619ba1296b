package cloze.shard;

import java.io.Serializable;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/**
 * Numbers that Spark's hash partitioning sends to a wanted partition. Partitioned by their own small numbers files would share
 * partitions: of two files both go to one task.
 */
final class HashedTo implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Seed of Spark's hash partitioning (org.apache.spark.sql.catalyst.expressions.Murmur3Hash). */
    private static final int SPARKS_SEED = 42;

    private final int[] numbers;

    private HashedTo(int[] numbers) {
        this.numbers = numbers;
    }

    /** A number for each of {@code count} partitions. */
    static HashedTo partitions(int count) {
        var numbers = new int[count];
        var found = new boolean[count];
        int missing = count;
        for (int number = 0; missing > 0; number++) {
            int partition = Math.floorMod(Murmur3_x86_32.hashInt(number, SPARKS_SEED), count);
            if (!found[partition]) {
                found[partition] = true;
                numbers[partition] = number;
                missing--;
            }
        }
        return new HashedTo(numbers);
    }

    int count() {
        return numbers.length;
    }

    /** The number that goes to {@code partition}. */
    int of(int partition) {
        return numbers[partition];
    }
}
