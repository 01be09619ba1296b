package cloze.quality;

import java.io.Serializable;
import org.apache.spark.sql.Row;

/**
 * What is added up about the rows of one split. The totals of parts give the totals of the whole, whatever the parts and their order.
 *
 * @param <T> the totals themselves
 */
interface Totals<T extends Totals<T>> extends Serializable {
    /** Counts one more row. */
    void add(Row row);

    /** Counts the rows of {@code other} too; {@code other} is not used again. */
    void add(T other);
}
