package cloze.quality;

import cloze.dataset.DocumentId;
import cloze.dataset.Documents;
import cloze.dataset.TokenizedSentences;
import cloze.random.Seeds;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/**
 * Converts a tokenized document to fingerprints of its text, its tokens and each of its sentences, so that repetition is
 * found without moving text. A fingerprint is one number, because Spark handles these much faster than rows: 61 bits of
 * hash, 2 bits for the {@link RepeatedUnit}, and 1 in the lowest bit for validation. Among a billion distinct sentences,
 * 0.2 pairs are expected to share a hash.
 */
record Fingerprints() implements FlatMapFunction<Row, Long> {
    /** Number of lowest bits that hold the split. */
    static final int SPLIT_BITS = 1;

    /** Number of bits above these that hold the code of the unit. */
    static final int UNIT_BITS = 2;

    private static final long START = Seeds.hash("fingerprint");

    @Override
    public Iterator<Long> call(Row row) {
        int[] tokens = TokenizedSentences.CONTRACT.ints(row, TokenizedSentences.TOKEN_IDS);
        int[] ends = TokenizedSentences.CONTRACT.ints(row, TokenizedSentences.SENTENCE_ENDS);
        DocumentId document = DocumentId.parse(TokenizedSentences.CONTRACT.text(row, TokenizedSentences.DOCUMENT_ID));
        int split =
                TokenizedSentences.CONTRACT.text(row, TokenizedSentences.SPLIT).equals(Documents.TRAIN) ? 0 : 1;
        LongStream documents = LongStream.of(
                packed(RepeatedUnit.DOCUMENT_TEXT, document.high(), split),
                packed(RepeatedUnit.DOCUMENT_TOKENS, of(tokens, 0, tokens.length), split));
        LongStream sentences = IntStream.range(0, ends.length)
                .mapToLong(i -> sentence(tokens, i == 0 ? 0 : ends[i - 1], ends[i], split));
        return LongStream.concat(documents, sentences).iterator();
    }

    private static long sentence(int[] tokens, int from, int to, int split) {
        return packed(RepeatedUnit.ofSentence(to - from), of(tokens, from, to), split);
    }

    private static long packed(RepeatedUnit unit, long hash, int split) {
        return (hash << UNIT_BITS | unit.code()) << SPLIT_BITS | split;
    }

    /** Hashes the tokens {@code from} to {@code to}-1 in order. */
    static long of(int[] tokens, int from, int to) {
        long state = START;
        for (int i = from; i < to; i++) {
            state = Seeds.draw(state, tokens[i]);
        }
        return state;
    }
}
