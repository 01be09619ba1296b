package cloze.pair;

import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/** Converts a document to its sentence pairs, where every B comes from the document itself. */
record NeighbourPairs(PairBuilder builder) implements FlatMapFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Row row) {
        return builder.neighbours(TokenizedDocument.fromRow(row))
                .map(SentencePair::toRow)
                .iterator();
    }
}
