package cloze.pair;

import cloze.dataset.DocumentId;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * The documents of one partition, counted by split and bucket.
 *
 * @param partition its number
 * @param counts by split, then by bucket
 * @param isSorted whether the partition has the order of {@link PlacedDocuments}; if not, the counts are incomplete
 */
record PlaceCount(int partition, Map<String, TreeMap<Integer, Count>> counts, boolean isSorted)
        implements Serializable {
    private static final Comparator<Place> ORDER = Comparator.comparingInt(Place::bucket)
            .thenComparing(Place::split)
            .thenComparing(place -> place.id().high(), Long::compareUnsigned)
            .thenComparing(place -> place.id().low(), Long::compareUnsigned)
            .thenComparing(place -> -place.id().occurrence());

    private record Place(int bucket, String split, DocumentId id) {}

    /** Counts {@code rows} ({@link PlacedDocuments}). Stops at the first that is out of order. */
    static PlaceCount of(int partition, Iterator<Row> rows) {
        Map<String, TreeMap<Integer, Count>> counts = new TreeMap<>();
        Optional<Place> before = Optional.empty();
        while (rows.hasNext()) {
            Row row = rows.next();
            TokenizedDocument document = TokenizedDocument.fromRow(row);
            var place = new Place(
                    PlacedDocuments.CONTRACT.integer(row, PlacedDocuments.BUCKET),
                    document.split(),
                    DocumentId.parse(document.id()));
            if (before.isPresent() && ORDER.compare(before.get(), place) > 0) {
                return new PlaceCount(partition, counts, false);
            }
            before = Optional.of(place);
            counts.computeIfAbsent(place.split(), split -> new TreeMap<>())
                    .merge(place.bucket(), new Count(1, place.id().occurrence() == 1 ? 1 : 0), Count::plus);
        }
        return new PlaceCount(partition, counts, true);
    }
}
