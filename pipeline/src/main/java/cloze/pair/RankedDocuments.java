package cloze.pair;

import cloze.dataset.DocumentId;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** Ranks the documents of a partition of {@link PlacedDocuments}, one at a time. */
final class RankedDocuments implements Iterator<RankedDocument> {
    private final DocumentRanks ranks;
    private final Iterator<Row> rows;
    private String split = "";
    private int bucket = -1;
    private long rank;
    private Optional<DocumentId> before = Optional.empty();
    private DuplicateRun copies = new DuplicateRun(0, 0);

    RankedDocuments(DocumentRanks ranks, Iterator<Row> rows) {
        this.ranks = ranks;
        this.rows = rows;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public RankedDocument next() {
        Row row = rows.next();
        TokenizedDocument document = TokenizedDocument.fromRow(row);
        int bucketHere = PlacedDocuments.CONTRACT.integer(row, PlacedDocuments.BUCKET);
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
        return new RankedDocument(document, rank, copies);
    }
}
