package cloze.pair;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;

import cloze.dataset.Contract;
import cloze.dataset.DocumentId;
import cloze.dataset.TokenizedSentences;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Tokenized documents with their ranks; see {@link DocumentRanks}. */
final class RankedDocuments {
    static final String RANK = "rank";
    static final String FIRST_COPY = "first_copy";
    static final String COPIES = "copies";

    static final Contract CONTRACT = new Contract(
            "ranked_documents",
            TokenizedSentences.CONTRACT
                    .schema()
                    .add(RANK, LongType, false, "0 to n-1 among the n documents of the split")
                    .add(FIRST_COPY, LongType, false, "least rank of a document of this text")
                    .add(COPIES, LongType, false, "documents of this text"));

    private static final String BUCKET = "bucket";

    private static final Contract BUCKETED = new Contract(
            "bucketed_documents",
            TokenizedSentences.CONTRACT.schema().add(BUCKET, IntegerType, false, "see DocumentRanks.bucket"));

    private RankedDocuments() {}

    /** Ranks {@code documents}, which {@code ranks} has counted. Plans one shuffle. */
    static Dataset<Row> of(Dataset<Row> documents, DocumentRanks ranks) {
        List<Column> order = new ArrayList<>(List.of(col(BUCKET), col(TokenizedSentences.SPLIT)));
        order.addAll(DocumentRanks.order());
        Dataset<Row> sorted = documents
                .withColumn(BUCKET, DocumentRanks.bucket())
                .repartition(col(BUCKET))
                .sortWithinPartitions(order.toArray(Column[]::new));
        return BUCKETED.typed(sorted).mapPartitions(new NumberRows(ranks), CONTRACT.encoder());
    }

    /** Returns the documents that share a ranked document's text, including itself. */
    static DuplicateRun copies(Row ranked) {
        return new DuplicateRun(CONTRACT.longInteger(ranked, FIRST_COPY), CONTRACT.longInteger(ranked, COPIES));
    }

    /**
     * Numbers rows that are sorted by bucket, split and {@link DocumentRanks#order}. Each bucket must lie in one
     * partition.
     */
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
        private Optional<DocumentId> before = Optional.empty();
        private DuplicateRun copies = new DuplicateRun(0, 0);

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
                before = Optional.empty();
            }
            DocumentId id = DocumentId.parse(document.id());
            if (before.filter(id::isCopyOf).isEmpty()) {
                copies = new DuplicateRun(rank, id.occurrence());
            }
            before = Optional.of(id);
            return RowFactory.create(
                    document.id(),
                    document.split(),
                    document.tokenIds(),
                    document.sentenceEnds(),
                    rank,
                    copies.first(),
                    copies.count());
        }
    }
}
