package cloze.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.not;

import cloze.dataset.SentencePairs;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the piece before a masked position tells: P(w | u) = (c(u, w) + t(u) P(w)) / (c(u) + t(u)) with P of the {@link UnigramBaseline} and t(u)
 * the number of different pieces seen behind u (Witten and Bell 1991, method C). Only the most frequent bigrams of a large corpus are known
 * one by one; occurrences of the others count as t(u). Where the piece before is hidden or was never seen it is the unigram baseline.
 */
public final class BigramBaseline implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Most bigrams held, the most frequent ones; 12 bytes each on the driver and every executor. */
    private static final int MOST = 1_000_000;

    /** Each piece of an example but the first, and the one before it. */
    private static final String NEIGHBOURS =
            "transform(slice(%1$s, 2, size(%1$s) - 1), (piece, i) -> struct(%1$s[i] as before, piece as piece))"
                    .formatted(SentencePairs.TOKEN_IDS);

    private final UnigramBaseline unigram;

    /** Bigrams, ascending: the piece before in the upper 32 bits. */
    private final long[] bigrams;

    /** Occurrences of the bigram at the same index. */
    private final int[] counts;

    private final long[] known;
    private final long[] backOff;
    private final int[] answers;

    BigramBaseline(UnigramBaseline unigram, List<Row> rows, long[] occurrences) {
        this.unigram = unigram;
        int pieces = occurrences.length;
        bigrams = new long[rows.size()];
        counts = new int[rows.size()];
        known = new long[pieces];
        backOff = new long[pieces];
        answers = new int[pieces];
        Arrays.fill(answers, unigram.answer());
        long[] most = new long[pieces];
        for (int i = 0; i < bigrams.length; i++) {
            Row row = rows.get(i);
            int before = row.getInt(0);
            long count = row.getLong(2);
            bigrams[i] = key(before, row.getInt(1));
            counts[i] = (int) Math.min(count, Integer.MAX_VALUE);
            known[before] += counts[i];
            backOff[before]++;
            if (count > most[before]) {
                most[before] = count;
                answers[before] = row.getInt(1);
            }
        }
        for (int before = 0; before < pieces; before++) {
            backOff[before] += occurrences[before] - known[before];
        }
    }

    /** Counts neighbours in the training {@code pairs}, as they are before masking; three Spark jobs at most. */
    public static BigramBaseline of(Dataset<Row> pairs, PieceCounts pieces, UnigramBaseline unigram) {
        return of(pairs, pieces, unigram, MOST);
    }

    /** The same with at most {@code most} bigrams known one by one. */
    static BigramBaseline of(Dataset<Row> pairs, PieceCounts pieces, UnigramBaseline unigram, int most) {
        Dataset<Row> bigrams = pairs.select(explode(expr(NEIGHBOURS)).as("bigram"))
                .select("bigram.*")
                .where(not(col("piece").isin(pieces.neverAsked().toArray())))
                .groupBy("before", "piece")
                .count()
                .persist();
        try {
            List<Row> frequent = bigrams.orderBy(col("count").desc(), col("before"), col("piece"))
                    .limit(most)
                    .orderBy("before", "piece")
                    .collectAsList();
            long[] occurrences = new long[pieces.counts().length];
            bigrams.groupBy("before")
                    .sum("count")
                    .collectAsList()
                    .forEach(row -> occurrences[row.getInt(0)] = row.getLong(1));
            return new BigramBaseline(unigram, frequent, occurrences);
        } finally {
            bigrams.unpersist();
        }
    }

    private static long key(int before, int piece) {
        return (long) before << Integer.SIZE | piece;
    }

    /** Negative log-likelihood of {@code id} behind {@code before}, in nats. */
    public double loss(int before, int id) {
        double rest = backOff[before];
        if (rest == 0) {
            return unigram.loss(id);
        }
        int place = Arrays.binarySearch(bigrams, key(before, id));
        double count = place < 0 ? 0 : counts[place];
        return -Math.log((count + rest * Math.exp(-unigram.loss(id))) / (known[before] + rest));
    }

    /** 1 when {@code id} is the piece most often seen behind {@code before}, else 0. */
    public double correct(int before, int id) {
        return id == answers[before] ? 1 : 0;
    }
}
