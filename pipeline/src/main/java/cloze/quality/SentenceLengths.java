package cloze.quality;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.dataset.TokenizedSentences;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The number of sentences by length in tokens, binned by powers of two. Text without sentence ends (lists, encoded
 * bytes, a language other than {@code corpus.language}) appears in the last rows. Wrapped lines mistaken for sentences
 * concentrate in one row. Mutable.
 */
final class SentenceLengths implements Serializable {
    private static final long serialVersionUID = 1L;

    static final String TABLE = "sentences";

    static final StructType SCHEMA = new StructType()
            .add(TokenizedSentences.SPLIT, StringType, false)
            .add("tokens_from", IntegerType, false)
            .add("sentences", LongType, false)
            .add("tokens", LongType, false)
            .add("longest", IntegerType, false);

    /** Bin b counts lengths of 2^b to 2^(b+1)-1. */
    private final long[] sentences = new long[Integer.SIZE - 1];

    private final long[] tokens = new long[Integer.SIZE - 1];
    private final int[] longest = new int[Integer.SIZE - 1];

    /** Adds the sentences of a document, given the offsets after their last tokens. */
    void add(int[] sentenceEnds) {
        int start = 0;
        for (int end : sentenceEnds) {
            int length = end - start;
            int bin = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(length);
            sentences[bin]++;
            tokens[bin] += length;
            longest[bin] = Math.max(longest[bin], length);
            start = end;
        }
    }

    void add(SentenceLengths other) {
        for (int bin = 0; bin < sentences.length; bin++) {
            sentences[bin] += other.sentences[bin];
            tokens[bin] += other.tokens[bin];
            longest[bin] = Math.max(longest[bin], other.longest[bin]);
        }
    }

    /** Returns a row for each bin that is not empty. */
    List<Row> rows(String split) {
        List<Row> rows = new ArrayList<>();
        for (int bin = 0; bin < sentences.length; bin++) {
            if (sentences[bin] > 0) {
                rows.add(RowFactory.create(split, 1 << bin, sentences[bin], tokens[bin], longest[bin]));
            }
        }
        return rows;
    }
}
