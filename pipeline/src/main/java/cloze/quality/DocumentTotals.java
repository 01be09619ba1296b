package cloze.quality;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.dataset.TokenizedSentences;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Counts documents, sentences by length, tokens, and the share of [UNK]. */
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
            .add("tokens_per_sentence", DoubleType, false);

    private final int unk;
    private long documents;
    private long sentences;
    private long tokens;
    private long oneSentenceDocuments;
    private long unknown;
    private final SentenceLengths lengths = new SentenceLengths();

    /**
     * @param unk id of [UNK]
     */
    DocumentTotals(int unk) {
        this.unk = unk;
    }

    /** Computes the tables documents and sentences of {@code tokenized} ({@link TokenizedSentences}). */
    static Map<String, SmallTable> tables(Dataset<Row> tokenized, int unk) {
        Map<String, DocumentTotals> splits =
                SplitTotals.of(tokenized, TokenizedSentences.CONTRACT, () -> new DocumentTotals(unk));
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
        }
    }

    @Override
    public void add(DocumentTotals other) {
        documents += other.documents;
        sentences += other.sentences;
        tokens += other.tokens;
        oneSentenceDocuments += other.oneSentenceDocuments;
        unknown += other.unknown;
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
                Shares.of(tokens, sentences));
    }
}
