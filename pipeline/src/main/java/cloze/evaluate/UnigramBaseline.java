package cloze.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import cloze.config.ExamplesConfig.MaskSelection;
import cloze.dataset.SentencePairs;
import cloze.vocabulary.SpecialIds;
import cloze.vocabulary.Vocabulary;
import java.io.Serializable;
import java.util.function.IntPredicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What knowing nothing but piece frequencies achieves: each piece with its share of those training tokens that may be masked, one added to each
 * count so that no piece is impossible. A model no better than its loss has learned nothing from context.
 */
public final class UnigramBaseline implements Serializable {
    private static final long serialVersionUID = 1L;

    private final float[] losses;
    private final int mostFrequent;

    private UnigramBaseline(float[] losses, int mostFrequent) {
        this.losses = losses;
        this.mostFrequent = mostFrequent;
    }

    /**
     * Counts the pieces of {@code pairs} that may be asked for; one Spark job, at most V rows to the driver.
     *
     * @param selection how positions to be predicted are chosen
     */
    public static UnigramBaseline of(Dataset<Row> pairs, Vocabulary vocabulary, MaskSelection selection) {
        IntPredicate mayBeMasked = mayBeMasked(SpecialIds.of(vocabulary), selection);
        long[] counts = new long[vocabulary.size()];
        for (Row row : pairs.select(explode(col(SentencePairs.TOKEN_IDS)).as("piece"))
                .groupBy("piece")
                .count()
                .collectAsList()) {
            if (mayBeMasked.test(row.getInt(0))) {
                counts[row.getInt(0)] = row.getLong(1);
            }
        }
        return of(counts);
    }

    /** What knowing nothing at all achieves: every piece as likely as any other. Counts nothing. */
    public static UnigramBaseline uniform(int pieces) {
        return of(new long[pieces]);
    }

    /** A fixed count is drawn among all words, unknown ones too, as in google-research/bert; an independent draw passes over [UNK]. */
    private static IntPredicate mayBeMasked(SpecialIds specials, MaskSelection selection) {
        return switch (selection) {
            case FIXED_COUNT -> id -> id == specials.unk() || !specials.contains(id);
            case INDEPENDENT -> id -> !specials.contains(id);
        };
    }

    /** The baseline of {@code counts} occurrences per piece. */
    static UnigramBaseline of(long[] counts) {
        long total = counts.length;
        int most = 0;
        for (int id = 0; id < counts.length; id++) {
            total += counts[id];
            if (counts[id] > counts[most]) {
                most = id;
            }
        }
        float[] losses = new float[counts.length];
        for (int id = 0; id < counts.length; id++) {
            losses[id] = (float) -Math.log((counts[id] + 1.0) / total);
        }
        return new UnigramBaseline(losses, most);
    }

    /** Negative log-likelihood of {@code id}, in nats. */
    public double loss(int id) {
        return losses[id];
    }

    /** 1 when {@code id} is the most frequent piece, which this baseline always answers; else 0. */
    public double correct(int id) {
        return id == mostFrequent ? 1 : 0;
    }
}
