package cloze.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;

/** The rows of one partition in order, each with its answer appended. Rows are read in groups, on demand. */
final class AnsweredRows implements Iterator<Row> {
    /** Rows per group, enough to fill passes even with short texts. */
    private static final int GROUP = 64;

    private final Iterator<Row> rows;
    private final int[] inputs;
    private final StructType schema;
    private final Function<List<List<String>>, List<?>> ask;
    private final Deque<Row> answered = new ArrayDeque<>();

    /**
     * @param inputs indexes of the input columns
     * @param schema of the rows with their answers
     * @param ask answers the complete rows of a group
     */
    AnsweredRows(Iterator<Row> rows, int[] inputs, StructType schema, Function<List<List<String>>, List<?>> ask) {
        this.rows = rows;
        this.inputs = inputs.clone();
        this.schema = schema;
        this.ask = ask;
    }

    @Override
    public boolean hasNext() {
        return !answered.isEmpty() || rows.hasNext();
    }

    @Override
    public Row next() {
        if (answered.isEmpty()) {
            answer();
        }
        return answered.remove();
    }

    private void answer() {
        List<Row> group = new ArrayList<>();
        List<List<String>> asked = new ArrayList<>();
        while (rows.hasNext() && group.size() < GROUP) {
            Row row = rows.next();
            group.add(row);
            if (isComplete(row)) {
                asked.add(Arrays.stream(inputs).mapToObj(row::getString).toList());
            }
        }
        Iterator<?> answers = ask.apply(asked).iterator();
        group.forEach(row -> answered.add(wider(row, isComplete(row) ? answers.next() : null)));
    }

    private boolean isComplete(Row row) {
        return Arrays.stream(inputs).noneMatch(row::isNullAt);
    }

    private Row wider(Row row, Object answer) {
        Object[] values = new Object[row.size() + 1];
        for (int i = 0; i < row.size(); i++) {
            values[i] = row.get(i);
        }
        values[row.size()] = answer;
        // Spark may pass the row itself to a user's function, which reads columns by name.
        return new GenericRowWithSchema(values, schema);
    }
}
