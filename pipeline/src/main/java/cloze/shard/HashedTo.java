package cloze.shard;

import java.io.Serializable;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/**
 * Numbers that Spark's hash partitioning maps to given partitions. If files were partitioned by their own small
 * numbers, some would share a partition, and one task would write several of them.
 */
final class HashedTo implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The seed of Spark's hash partitioning (org.apache.spark.sql.catalyst.expressions.Murmur3Hash). */
    private static final int SPARKS_SEED = 42;

    private final int[] numbers;

    private HashedTo(int[] numbers) {
        this.numbers = numbers;
    }

    /** Finds a number for each of {@code count} partitions. */
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

    /** Returns the number that is mapped to {@code partition}. */
    int of(int partition) {
        return numbers[partition];
    }
}
