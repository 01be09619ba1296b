package cloze.vocabulary;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Counts the words of one partition, row by row. Whenever the table holds {@link #MOST_WORDS} words it is handed on and begun anew, so a
 * word may come out several times and memory stays bounded whatever the partition's size.
 */
final class PartialWordCounts implements Iterator<Row> {
    private static final int MOST_WORDS = 500_000;

    private final Iterator<Row> rows;
    private final BasicTokenizer tokenizer;
    private final Map<String, Map<String, Tally>> splits = new HashMap<>();
    private Map<String, Tally> words = Map.of();
    private int distinct;
    private Iterator<Row> counted = List.<Row>of().iterator();

    /** Rows of (split, text). */
    PartialWordCounts(Iterator<Row> rows, BasicTokenizer tokenizer) {
        this.rows = rows;
        this.tokenizer = tokenizer;
    }

    @Override
    public boolean hasNext() {
        while (!counted.hasNext() && rows.hasNext()) {
            counted = countSome();
        }
        return counted.hasNext();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return counted.next();
    }

    private Iterator<Row> countSome() {
        splits.clear();
        distinct = 0;
        while (rows.hasNext() && distinct < MOST_WORDS) {
            Row row = rows.next();
            words = splits.computeIfAbsent(row.getString(0), split -> new HashMap<>());
            tokenizer.words(row.getString(1), this::count);
        }
        return splits.entrySet().stream()
                .flatMap(split -> split.getValue().entrySet().stream()
                        .map(word -> RowFactory.create(split.getKey(), word.getKey(), word.getValue().count)))
                .iterator();
    }

    private void count(char[] characters, int start, int end) {
        var word = new String(characters, start, end - start);
        Tally tally = words.get(word);
        if (tally == null) {
            tally = new Tally();
            words.put(word, tally);
            distinct++;
        }
        tally.count++;
    }

    private static final class Tally {
        private long count;
    }
}
