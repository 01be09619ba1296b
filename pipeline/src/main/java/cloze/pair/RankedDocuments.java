package cloze.pair;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;

import cloze.dataset.Contract;
import cloze.dataset.TokenizedSentences;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Tokenized documents with their ranks, see {@link DocumentRanks}. */
final class RankedDocuments {
    static final String RANK = "rank";

    static final Contract CONTRACT = new Contract(
            "ranked_documents",
            TokenizedSentences.CONTRACT
                    .schema()
                    .add(RANK, LongType, false, "0 to n-1 among the n documents of the split"));

    private static final String BUCKET = "bucket";

    private static final Contract BUCKETED = new Contract(
            "bucketed_documents",
            TokenizedSentences.CONTRACT.schema().add(BUCKET, IntegerType, false, "see DocumentRanks.bucket"));

    private RankedDocuments() {}

    /** Ranks {@code documents}, which {@code ranks} counted: one shuffle. */
    static Dataset<Row> of(Dataset<Row> documents, DocumentRanks ranks) {
        Dataset<Row> sorted = documents
                .withColumn(BUCKET, DocumentRanks.bucket())
                .repartition(col(BUCKET))
                .sortWithinPartitions(BUCKET, TokenizedSentences.SPLIT, TokenizedSentences.DOCUMENT_ID);
        return BUCKETED.typed(sorted).mapPartitions(new NumberRows(ranks), CONTRACT.encoder());
    }

    /** Numbers rows that come sorted by bucket, split and document; every bucket is whole in one partition. */
    private record NumberRows(DocumentRanks ranks) implements MapPartitionsFunction<Row, Row> {
        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            return new Numbering(ranks, rows);
        }
    }

    private static final class Numbering implements Iterator<Row> {
        private final DocumentRanks ranks;
        private final Iterator<Row> rows;
        private String split = "";
        private int bucket = -1;
        private long rank;

        Numbering(DocumentRanks ranks, Iterator<Row> rows) {
            this.ranks = ranks;
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Row next() {
            Row row = rows.next();
            TokenizedDocument document = TokenizedDocument.fromRow(row);
            int bucketHere = BUCKETED.integer(row, BUCKET);
            if (bucketHere == bucket && document.split().equals(split)) {
                rank++;
            } else {
                bucket = bucketHere;
                split = document.split();
                rank = ranks.first(split, bucket);
            }
            return RowFactory.create(
                    document.id(), document.split(), document.tokenIds(), document.sentenceEnds(), rank);
        }
    }
}
