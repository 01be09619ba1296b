package cloze.pair;

import cloze.dataset.TokenizedSentences;
import org.apache.spark.sql.Row;

/**
 * A document's tokens in one flat array.
 *
 * @param id its document_id
 * @param split train or validation
 * @param tokenIds all sentences in order
 * @param sentenceEnds for each sentence, the offset after its last token; strictly increasing, at least one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TokenizedDocument(String id, String split, int[] tokenIds, int[] sentenceEnds) {

    static TokenizedDocument fromRow(Row row) {
        return new TokenizedDocument(
                TokenizedSentences.CONTRACT.text(row, TokenizedSentences.DOCUMENT_ID),
                TokenizedSentences.CONTRACT.text(row, TokenizedSentences.SPLIT),
                TokenizedSentences.CONTRACT.ints(row, TokenizedSentences.TOKEN_IDS),
                TokenizedSentences.CONTRACT.ints(row, TokenizedSentences.SENTENCE_ENDS));
    }

    int sentences() {
        return sentenceEnds.length;
    }

    /** Returns the offset of the first token of {@code sentence}. */
    int start(int sentence) {
        return sentence == 0 ? 0 : sentenceEnds[sentence - 1];
    }

    /** Returns the offset after the last token of {@code sentence}. */
    int end(int sentence) {
        return sentenceEnds[sentence];
    }

    /** Returns the tokens of sentences {@code first} to {@code last}, both inclusive. */
    Span span(int first, int last) {
        return new Span(start(first), end(last));
    }
}
