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
 * A baseline that knows the piece before a masked position: P(w | u) = (c(u, w) + t(u) P(w)) / (c(u) + t(u)), with P of
 * the {@link UnigramBaseline} and t(u) the number of distinct pieces seen after u (Witten and Bell 1991, method C). Of
 * a large corpus only the most frequent bigrams are stored; occurrences of the others are added to t(u). If the
 * preceding piece is masked or was never seen, the unigram baseline applies.
 */
public final class BigramBaseline implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * Maximum number of stored bigrams, the most frequent ones. Each takes 12 bytes on the driver and on every
     * executor.
     */
    private static final int MOST = 1_000_000;

    /** SQL expression for each piece of an example but the first, with the piece before it. */
    private static final String NEIGHBOURS =
            "transform(slice(%1$s, 2, size(%1$s) - 1), (piece, i) -> struct(%1$s[i] as before, piece as piece))"
                    .formatted(SentencePairs.TOKEN_IDS);

    private final UnigramBaseline unigram;

    /** Bigrams, ascending, with the preceding piece in the upper 32 bits. */
    private final long[] bigrams;

    /** Number of occurrences of the bigram at the same index. */
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

    /** Counts adjacent pieces in the training {@code pairs} before masking. Runs at most three Spark jobs. */
    public static BigramBaseline of(Dataset<Row> pairs, PieceCounts pieces, UnigramBaseline unigram) {
        return of(pairs, pieces, unigram, MOST);
    }

    /** Counts adjacent pieces, and stores at most {@code most} bigrams. */
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

    /** Returns the negative log-likelihood of {@code id} after {@code before}, in nats. */
    public double loss(int before, int id) {
        double rest = backOff[before];
        if (rest == 0) {
            return unigram.loss(id);
        }
        int place = Arrays.binarySearch(bigrams, key(before, id));
        double count = place < 0 ? 0 : counts[place];
        return -Math.log((count + rest * Math.exp(-unigram.loss(id))) / (known[before] + rest));
    }

    /** Returns 1 if {@code id} is the piece seen most often after {@code before}, otherwise 0. */
    public double correct(int before, int id) {
        return id == answers[before] ? 1 : 0;
    }
}
