package cloze.curate;

import cloze.dataset.Documents;
import cloze.error.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Reads the texts that models are evaluated on. */
final class ContaminationSets {
    /** Every executor holds 8 bytes for each sequence. */
    private static final int MOST_SEQUENCES = 10_000_000;

    private ContaminationSets() {}

    /**
     * Collects the sequences of {@code words} words of each of {@code sets}.
     *
     * @throws InvalidInputException if there are too many, or a set has none
     */
    static Contamination read(Map<String, Dataset<Row>> sets, int words) {
        Map<String, long[]> sequences = new TreeMap<>();
        sets.forEach((name, documents) -> sequences.put(name, sequences(name, documents, words)));
        return sequences.isEmpty() ? Contamination.NONE : new Contamination(words, sequences);
    }

    private static long[] sequences(String name, Dataset<Row> documents, int words) {
        FlatMapFunction<Row, Long> ofDocument = row -> Arrays.stream(Contamination.sequences(row.getString(0), words))
                .boxed()
                .iterator();
        List<Long> found = documents
                .select(Documents.TEXT)
                .flatMap(ofDocument, Encoders.LONG())
                .distinct()
                .limit(MOST_SEQUENCES + 1)
                .collectAsList();
        if (found.isEmpty() || found.size() > MOST_SEQUENCES) {
            throw new InvalidInputException(
                    "curate.decontaminate.sets: %s has %s different sequences of %d words; expected 1 to %d. Set curate.decontaminate.n-gram to the length of its texts, or name fewer files"
                            .formatted(name, found.isEmpty() ? "no" : "too many", words, MOST_SEQUENCES));
        }
        return found.stream().mapToLong(sequence -> sequence).sorted().toArray();
    }
}
