package cloze.pair;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Converts messages, sorted by rank, split and kind, to sentence pairs. Holds one document at a time, however many
 * requests it answers.
 */
record AnswerRequests(PairBuilder builder) implements MapPartitionsFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> letters) {
        return new Answers(builder, letters);
    }

    private static final class Answers implements Iterator<Row> {
        private final PairBuilder builder;
        private final Iterator<Row> letters;
        private Optional<TokenizedDocument> document = Optional.empty();
        private Optional<SentencePair> ready = Optional.empty();

        Answers(PairBuilder builder, Iterator<Row> letters) {
            this.builder = builder;
            this.letters = letters;
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && letters.hasNext()) {
                open(letters.next());
            }
            return ready.isPresent();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Row row = ready.orElseThrow().toRow();
            ready = Optional.empty();
            return row;
        }

        private void open(Row letter) {
            switch (PairMessages.kind(letter)) {
                case PairMessages.DOCUMENT -> document = Optional.of(PairMessages.toDocument(letter));
                case PairMessages.REQUEST -> ready =
                        // Every drawn rank exists, so the document's own message came before this request.
                        Optional.of(builder.random(PairMessages.toRequest(letter), document.orElseThrow()));
                default -> ready = Optional.of(PairMessages.toFinished(letter));
            }
        }
    }
}
