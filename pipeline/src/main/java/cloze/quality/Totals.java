package cloze.quality;

import java.io.Serializable;
import org.apache.spark.sql.Row;

/**
 * Sums over the rows of one split. The totals of partitions add up to those of the whole, regardless of partitioning
 * and order.
 *
 * @param <T> the implementing class
 */
interface Totals<T extends Totals<T>> extends Serializable {
    /** Counts one more row. */
    void add(Row row);

    /** Adds the rows counted by {@code other}, which must not be used afterwards. */
    void add(T other);
}
