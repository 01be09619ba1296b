package cloze.quality;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.dataset.TokenizedSentences;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Counts documents, sentences by length, tokens, the share of [UNK], and the pieces of a word. */
final class DocumentTotals implements Totals<DocumentTotals> {
    private static final long serialVersionUID = 1L;

    static final String TABLE = "documents";
    static final String SPLIT = TokenizedSentences.SPLIT;
    static final String DOCUMENTS = "documents";
    static final String UNK_SHARE = "unk_share";

    private static final StructType SCHEMA = new StructType()
            .add(SPLIT, StringType, false)
            .add(DOCUMENTS, LongType, false)
            .add("sentences", LongType, false)
            .add("tokens", LongType, false)
            .add("one_sentence_documents", LongType, false)
            .add(UNK_SHARE, DoubleType, false)
            .add("tokens_per_sentence", DoubleType, false)
            .add("pieces_per_word", DoubleType, false);

    private final int unk;
    private final BitSet continuations;
    private long documents;
    private long sentences;
    private long tokens;
    private long oneSentenceDocuments;
    private long unknown;
    private long words;
    private final SentenceLengths lengths = new SentenceLengths();

    /**
     * @param unk id of [UNK]
     * @param continuations ids of the pieces that do not begin a word
     */
    DocumentTotals(int unk, BitSet continuations) {
        this.unk = unk;
        this.continuations = continuations;
    }

    /** Computes the tables documents and sentences of {@code tokenized} ({@link TokenizedSentences}). */
    static Map<String, SmallTable> tables(Dataset<Row> tokenized, int unk, BitSet continuations) {
        Map<String, DocumentTotals> splits =
                SplitTotals.of(tokenized, TokenizedSentences.CONTRACT, () -> new DocumentTotals(unk, continuations));
        List<Row> rows = new ArrayList<>();
        List<Row> sentences = new ArrayList<>();
        splits.forEach((split, totals) -> {
            rows.add(totals.toRow(split));
            sentences.addAll(totals.lengths.rows(split));
        });
        return Map.of(
                TABLE,
                new SmallTable(SCHEMA, rows),
                SentenceLengths.TABLE,
                new SmallTable(SentenceLengths.SCHEMA, sentences));
    }

    @Override
    public void add(Row row) {
        int[] ids = TokenizedSentences.CONTRACT.ints(row, TokenizedSentences.TOKEN_IDS);
        int[] ends = TokenizedSentences.CONTRACT.ints(row, TokenizedSentences.SENTENCE_ENDS);
        documents++;
        sentences += ends.length;
        lengths.add(ends);
        tokens += ids.length;
        oneSentenceDocuments += ends.length == 1 ? 1 : 0;
        for (int id : ids) {
            unknown += id == unk ? 1 : 0;
            words += continuations.get(id) ? 0 : 1;
        }
    }

    @Override
    public void add(DocumentTotals other) {
        documents += other.documents;
        sentences += other.sentences;
        tokens += other.tokens;
        oneSentenceDocuments += other.oneSentenceDocuments;
        unknown += other.unknown;
        words += other.words;
        lengths.add(other.lengths);
    }

    private Row toRow(String split) {
        return RowFactory.create(
                split,
                documents,
                sentences,
                tokens,
                oneSentenceDocuments,
                Shares.of(unknown, tokens),
                Shares.of(tokens, sentences),
                Shares.of(tokens, words));
    }
}
