package cloze.quality;

import cloze.dataset.Contract;
import cloze.dataset.Documents;
import cloze.parallel.JavaSerialized;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SerializableWritable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function0;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Computes the totals of each split of a dataset, with one Spark job and without shuffling rows. */
final class SplitTotals {
    private SplitTotals() {}

    /**
     * Adds up {@code rows}. The result is sorted by split.
     *
     * @param contract the columns to read, including the split
     * @param empty creates totals without rows
     */
    static <T extends Totals<T>> Map<String, T> of(Dataset<Row> rows, Contract contract, Function0<T> empty) {
        JavaRDD<SerializableWritable<JavaSerialized<Map<String, T>>>> parts = contract.typed(rows)
                .toJavaRDD()
                .mapPartitions(part -> List.of(JavaSerialized.of(ofPart(part, contract, empty)))
                        .iterator());
        Map<String, T> none = new TreeMap<>();
        return JavaSerialized.value(
                parts.treeAggregate(JavaSerialized.of(none), SplitTotals::merged, SplitTotals::merged));
    }

    private static <T extends Totals<T>> Map<String, T> ofPart(
            Iterator<Row> rows, Contract contract, Function0<T> empty) throws Exception {
        Map<String, T> totals = new TreeMap<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            String split = contract.text(row, Documents.SPLIT);
            if (!totals.containsKey(split)) {
                totals.put(split, empty.call());
            }
            totals.get(split).add(row);
        }
        return totals;
    }

    private static <T extends Totals<T>> SerializableWritable<JavaSerialized<Map<String, T>>> merged(
            SerializableWritable<JavaSerialized<Map<String, T>>> all,
            SerializableWritable<JavaSerialized<Map<String, T>>> more) {
        Map<String, T> sum = JavaSerialized.value(all);
        JavaSerialized.value(more).forEach((split, totals) -> sum.merge(split, totals, (known, added) -> {
            known.add(added);
            return known;
        }));
        return all;
    }
}
