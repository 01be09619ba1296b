package cloze.quality;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;

import cloze.dataset.Contract;
import cloze.dataset.DocumentId;
import cloze.dataset.Documents;
import cloze.dataset.TokenizedSentences;
import cloze.random.Seeds;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Converts a tokenized document to 64-bit fingerprints of its text, its tokens and each of its sentences, so that
 * repetition is found without moving text. Among a billion distinct sentences, 0.03 pairs are expected to share a
 * fingerprint.
 */
record Fingerprints() implements FlatMapFunction<Row, Row> {
    static final String UNIT = "unit";
    static final String FINGERPRINT = "fingerprint";
    static final String IN_TRAIN = "in_train";
    static final String IN_VALIDATION = "in_validation";

    static final Contract CONTRACT = new Contract(
            "fingerprints",
            new StructType()
                    .add(UNIT, IntegerType, false, "code of a RepeatedUnit")
                    .add(FINGERPRINT, LongType, false, "equal units have equal ones")
                    .add(IN_TRAIN, LongType, false, "1 in a training document, else 0")
                    .add(IN_VALIDATION, LongType, false, "1 in a validation document, else 0"));

    private static final long START = Seeds.hash("fingerprint");

    @Override
    public Iterator<Row> call(Row row) {
        int[] tokens = TokenizedSentences.CONTRACT.ints(row, TokenizedSentences.TOKEN_IDS);
        int[] ends = TokenizedSentences.CONTRACT.ints(row, TokenizedSentences.SENTENCE_ENDS);
        DocumentId document = DocumentId.parse(TokenizedSentences.CONTRACT.text(row, TokenizedSentences.DOCUMENT_ID));
        boolean train =
                TokenizedSentences.CONTRACT.text(row, TokenizedSentences.SPLIT).equals(Documents.TRAIN);
        Stream<Row> documents = Stream.of(
                row(RepeatedUnit.DOCUMENT_TEXT, document.high(), train),
                row(RepeatedUnit.DOCUMENT_TOKENS, of(tokens, 0, tokens.length), train));
        Stream<Row> sentences = IntStream.range(0, ends.length)
                .mapToObj(i -> sentence(tokens, i == 0 ? 0 : ends[i - 1], ends[i], train));
        return Stream.concat(documents, sentences).iterator();
    }

    private static Row sentence(int[] tokens, int from, int to, boolean train) {
        return row(RepeatedUnit.ofSentence(to - from), of(tokens, from, to), train);
    }

    private static Row row(RepeatedUnit unit, long fingerprint, boolean train) {
        return RowFactory.create(unit.code(), fingerprint, train ? 1L : 0L, train ? 0L : 1L);
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
