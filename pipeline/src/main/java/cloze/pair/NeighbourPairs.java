package cloze.pair;

import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/** Converts a document to its sentence pairs, where every B comes from the document itself. */
record NeighbourPairs(PairBuilder builder) implements FlatMapFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Row row) {
        TokenizedDocument document = TokenizedDocument.fromRow(row);
        return IntStream.range(0, builder.config().dupeFactor())
                .boxed()
                .flatMap(duplicate -> builder.drafts(document, duplicate).stream()
                        .map(draft -> builder.neighbours(document, duplicate, (Draft.Neighbours) draft)
                                .toRow()))
                .iterator();
    }
}
