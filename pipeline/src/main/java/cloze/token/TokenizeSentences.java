package cloze.token;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import cloze.dataset.Contract;
import cloze.dataset.Sentences;
import cloze.dataset.TokenizedSentences;
import cloze.parallel.SharedValue;
import cloze.stage.Stage;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import scala.Tuple4;

/**
 * Converts the sentences of each document to token ids. Drops sentences without tokens (for example, only control
 * characters), and documents that are left without sentences; see {@link #rejected}.
 *
 * @param tokenizer vocabulary and rules
 */
public record TokenizeSentences(Tokenizer tokenizer) implements Stage {
    @Override
    public Contract input() {
        return Sentences.CONTRACT;
    }

    @Override
    public Contract output() {
        return TokenizedSentences.CONTRACT;
    }

    @Override
    public Dataset<Row> plan(Dataset<Row> sentences) {
        return tokenized(sentences).where(sentenceCount().gt(0));
    }

    /**
     * Returns the documents that {@link #plan} drops, with empty arrays: the rows of both together are the input's.
     * Tokenizes again when it is run.
     */
    public Dataset<Row> rejected(Dataset<Row> sentences) {
        return tokenized(input().require(sentences)).where(sentenceCount().equalTo(0));
    }

    private static Column sentenceCount() {
        return size(col(TokenizedSentences.SENTENCE_ENDS));
    }

    private Dataset<Row> tokenized(Dataset<Row> sentences) {
        SharedValue<Tokenizer> shared = SharedValue.of(sentences.sparkSession(), tokenizer);
        MapPartitionsFunction<Row, Tuple4<String, String, int[], int[]>> tokenize =
                partition -> new TokenizedRows(partition, shared.value().encoder());
        // The row encoder would box each token; an encoder of int[] copies the array.
        Encoder<int[]> ids = sentences.sparkSession().implicits().newIntArrayEncoder();
        return Sentences.CONTRACT
                .select(sentences)
                .mapPartitions(tokenize, Encoders.tuple(Encoders.STRING(), Encoders.STRING(), ids, ids))
                .toDF(TokenizedSentences.CONTRACT.schema().fieldNames());
    }

    /** Tokenizes the documents of one partition lazily. */
    private static final class TokenizedRows implements Iterator<Tuple4<String, String, int[], int[]>> {
        private final Iterator<Row> rows;
        private final TextEncoder encoder;
        private final IdBuffer tokens = new IdBuffer();
        private final IdBuffer ends = new IdBuffer();

        private TokenizedRows(Iterator<Row> rows, TextEncoder encoder) {
            this.rows = rows;
            this.encoder = encoder;
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Tuple4<String, String, int[], int[]> next() {
            Row row = rows.next();
            tokens.clear();
            ends.clear();
            for (String sentence : Sentences.CONTRACT.texts(row, Sentences.SENTENCES)) {
                int before = tokens.size();
                encoder.encode(sentence, tokens);
                if (tokens.size() > before) {
                    ends.add(tokens.size());
                }
            }
            return new Tuple4<>(row.getString(0), row.getString(1), tokens.toArray(), ends.toArray());
        }
    }
}
