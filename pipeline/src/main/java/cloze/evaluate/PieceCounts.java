package cloze.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import cloze.config.ExamplesConfig.MaskSelection;
import cloze.dataset.SentencePairs;
import cloze.vocabulary.SpecialIds;
import cloze.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Frequencies of the pieces that may be masked, in the training examples.
 *
 * @param counts occurrences by id; 0 for a piece that is never masked
 * @param neverAsked ids of the pieces that are never masked: the specials
 */
@SuppressWarnings("ArrayRecordComponent") // a lookup table, never compared
public record PieceCounts(long[] counts, List<Integer> neverAsked) {
    public PieceCounts {
        neverAsked = List.copyOf(neverAsked);
    }

    /**
     * Counts the pieces of {@code pairs} that may be masked. Runs one Spark job, which returns at most V rows to the
     * driver.
     *
     * @param selection how masked positions are chosen
     */
    public static PieceCounts of(Dataset<Row> pairs, Vocabulary vocabulary, MaskSelection selection) {
        SpecialIds specials = SpecialIds.of(vocabulary);
        IntPredicate mayBeMasked = mayBeMasked(specials, selection);
        long[] counts = new long[vocabulary.size()];
        for (Row row : pairs.select(explode(col(SentencePairs.TOKEN_IDS)).as("piece"))
                .groupBy("piece")
                .count()
                .collectAsList()) {
            if (mayBeMasked.test(row.getInt(0))) {
                counts[row.getInt(0)] = row.getLong(1);
            }
        }
        List<Integer> never = Arrays.stream(specials.ascending())
                .filter(mayBeMasked.negate())
                .boxed()
                .toList();
        return new PieceCounts(counts, never);
    }

    /**
     * Returns which ids may be masked. As in google-research/bert, a fixed count is drawn among all words, including
     * [UNK]; an independent draw skips [UNK].
     */
    private static IntPredicate mayBeMasked(SpecialIds specials, MaskSelection selection) {
        return switch (selection) {
            case FIXED_COUNT -> id -> id == specials.unk() || !specials.contains(id);
            case INDEPENDENT -> id -> !specials.contains(id);
        };
    }
}
