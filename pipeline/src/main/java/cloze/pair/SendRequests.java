package cloze.pair;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/** Converts a partition of {@link PlacedDocuments} to {@link Request}s, each with the position of a drawn partner. */
record SendRequests(PairBuilder builder, DocumentRanks ranks)
        implements PairFlatMapFunction<Iterator<Row>, Long, byte[]> {

    @Override
    public Iterator<Tuple2<Long, byte[]>> call(Iterator<Row> rows) {
        var documents = Spliterators.spliteratorUnknownSize(new RankedDocuments(ranks, rows), Spliterator.ORDERED);
        return StreamSupport.stream(documents, false).flatMap(this::ofDocument).iterator();
    }

    private Stream<Tuple2<Long, byte[]>> ofDocument(RankedDocument ranked) {
        String split = ranked.document().split();
        return builder.requests(ranked.document()).map(request -> {
            long partner = builder.partnerRank(request.example(), ranked.copies(), ranks.documents(split));
            return new Tuple2<>(ranks.position(split, partner), request.toBytes());
        });
    }
}
