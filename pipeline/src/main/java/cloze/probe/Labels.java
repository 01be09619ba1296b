package cloze.probe;

import static org.apache.spark.sql.functions.col;

import cloze.error.InvalidInputException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The labels of a task in the order of their names, which are the indices that classifiers use.
 *
 * @param names sorted
 */
record Labels(ArrayList<String> names) implements Serializable {
    /** More labels than any task has: a column with so many values is another column. */
    private static final int MOST = 1000;

    /**
     * Collects the labels of the texts to learn from.
     *
     * @throws InvalidInputException if there is only one, or so many that the column can be no label
     */
    static Labels of(LabelledTable table, Dataset<Row> rows) {
        List<String> names = names(rows);
        String expected = "%s %s: expected 2 to %d labels in column %s, found "
                .formatted(table.key(), table.named(), MOST, table.probe().labelColumn());
        if (names.size() < 2) {
            throw new InvalidInputException(
                    expected + "\"%s\" alone; name a table with at least two".formatted(names.get(0)));
        }
        if (names.size() > MOST) {
            throw new InvalidInputException(expected
                    + "more, such as %s; name the column of the label in probe.label-column"
                            .formatted(names.subList(0, 3)));
        }
        return new Labels(new ArrayList<>(names));
    }

    /**
     * Checks that every label to be predicted can be learned.
     *
     * @throws InvalidInputException with those that cannot
     */
    void requireAllOf(LabelledTable test, Dataset<Row> rows) {
        var unknown = new TreeSet<>(names(rows));
        unknown.removeAll(names);
        if (!unknown.isEmpty()) {
            throw new InvalidInputException(
                    "%s %s: expected the labels of probe.input, %s, found also %s, which no classifier can learn; correct the label column, or add such texts to probe.input"
                            .formatted(test.key(), test.named(), names, unknown));
        }
    }

    private static List<String> names(Dataset<Row> rows) {
        return rows
                .select(LabelledTable.LABEL)
                .distinct()
                .orderBy(col(LabelledTable.LABEL))
                .limit(MOST + 1)
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    int index(String name) {
        return names.indexOf(name);
    }

    int size() {
        return names.size();
    }
}
