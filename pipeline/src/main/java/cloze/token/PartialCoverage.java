package cloze.token;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Words, tokens and unknown tokens of one split in one partition of word counts. */
final class PartialCoverage {
    private long words;
    private long tokens;
    private long unknown;

    private PartialCoverage() {}

    /** Aggregates rows of (split, word, count) to one row of (split, words, tokens, unknown) per split. */
    static Iterator<Row> of(Iterator<Row> wordCounts, Tokenizer tokenizer) {
        TextEncoder encoder = tokenizer.encoder();
        int unknownId = tokenizer.vocabulary().unk();
        var ids = new IdBuffer();
        Map<String, PartialCoverage> splits = new TreeMap<>();
        while (wordCounts.hasNext()) {
            Row row = wordCounts.next();
            ids.clear();
            encoder.encodeWord(row.getString(1), ids);
            splits.computeIfAbsent(row.getString(0), split -> new PartialCoverage())
                    .add(ids, row.getLong(2), unknownId);
        }
        return splits.entrySet().stream()
                .map(split -> split.getValue().toRow(split.getKey()))
                .iterator();
    }

    private void add(IdBuffer pieces, long count, int unknownId) {
        words += count;
        tokens += count * pieces.size();
        for (int i = 0; i < pieces.size(); i++) {
            unknown += pieces.get(i) == unknownId ? count : 0;
        }
    }

    private Row toRow(String split) {
        return RowFactory.create(split, words, tokens, unknown);
    }
}
