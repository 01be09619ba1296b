package cloze.vocabulary;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Counts the words of one partition, row by row. When the table reaches {@link #MOST_WORDS} words, its counts are
 * emitted and it is cleared. A word may therefore be emitted several times, and memory stays bounded for any partition
 * size.
 */
final class PartialWordCounts implements Iterator<Row> {
    private static final int MOST_WORDS = 500_000;

    private final Iterator<Row> rows;
    private final BasicTokenizer tokenizer;
    private final Map<String, Map<String, Tally>> splits = new HashMap<>();
    private Map<String, Tally> words = Map.of();
    private int distinct;
    private Iterator<Row> counted = List.<Row>of().iterator();

    /**
     * @param rows (split, text)
     */
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
