package cloze.pair;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Converts a partition of {@link PlacedDocuments}, and the requests to them by position, to sentence pairs. Holds one
 * document at a time, however many requests it answers.
 */
record AnswerRequests(PairBuilder builder, DocumentRanks ranks)
        implements FlatMapFunction2<Iterator<Row>, Iterator<Tuple2<Long, byte[]>>, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> documents, Iterator<Tuple2<Long, byte[]>> requests) {
        return new Pairs(new RankedDocuments(ranks, documents), requests);
    }

    /** The pairs within each document, followed by the answers to the requests to it. */
    private final class Pairs implements Iterator<Row> {
        private final Iterator<RankedDocument> documents;
        private final Iterator<Tuple2<Long, byte[]>> requests;

        private Optional<Tuple2<Long, byte[]>> request;
        private Optional<TokenizedDocument> document = Optional.empty();
        private long position = -1;
        private Iterator<SentencePair> neighbours = Collections.emptyIterator();

        Pairs(Iterator<RankedDocument> documents, Iterator<Tuple2<Long, byte[]>> requests) {
            this.documents = documents;
            this.requests = requests;
            this.request = nextRequest();
        }

        private Optional<Tuple2<Long, byte[]>> nextRequest() {
            return requests.hasNext() ? Optional.of(requests.next()) : Optional.empty();
        }

        @Override
        public boolean hasNext() {
            while (!neighbours.hasNext() && !isRequested() && documents.hasNext()) {
                open(documents.next());
            }
            return neighbours.hasNext() || isRequested();
        }

        /** Returns whether the next request is to the open document. Positions ascend. */
        private boolean isRequested() {
            return request.filter(next -> next._1() == position).isPresent();
        }

        private void open(RankedDocument ranked) {
            position = ranks.position(ranked.document().split(), ranked.rank());
            document = Optional.of(ranked.document());
            neighbours = builder.neighbours(ranked.document()).iterator();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return (neighbours.hasNext() ? neighbours.next() : answer()).toRow();
        }

        private SentencePair answer() {
            Request next = Request.of(request.orElseThrow()._2());
            request = nextRequest();
            return builder.random(next, document.orElseThrow());
        }
    }
}
