package cloze.pair;

import cloze.config.ExamplesConfig.Pairing;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** A document to a row of {@link cloze.dataset.PairDrafts} for each of its examples. */
record DescribeDrafts(PairBuilder builder) implements FlatMapFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Row row) {
        TokenizedDocument document = TokenizedDocument.fromRow(row);
        return IntStream.range(0, builder.config().dupeFactor())
                .boxed()
                .flatMap(duplicate -> builder.drafts(document, duplicate).stream())
                .map(draft ->
                        RowFactory.create(document.split(), ofOneSentence(document, draft) ? 1 : 0, tokens(draft)))
                .iterator();
    }

    private static int tokens(Draft draft) {
        int ofB = draft instanceof Draft.Neighbours neighbours ? neighbours.b().length() : 0;
        return draft.a().length() + ofB;
    }

    private boolean ofOneSentence(TokenizedDocument document, Draft draft) {
        if (builder.config().pairing() == Pairing.WINDOWS) {
            return false;
        }
        if (draft instanceof Draft.Neighbours neighbours) {
            int from = Math.min(draft.a().from(), neighbours.b().from());
            int to = Math.max(draft.a().to(), neighbours.b().to());
            return to <= document.end(sentenceAt(document, from));
        }
        // Gathering stopped behind A's first sentence if that reached the target or ended the document.
        int first = sentenceAt(document, draft.a().from());
        int target = draft.a().length() + ((Draft.Random) draft).targetLength();
        return first == document.sentences() - 1 || document.span(first, first).length() >= target;
    }

    /** The sentence that holds the token at {@code offset}. */
    private static int sentenceAt(TokenizedDocument document, int offset) {
        int found = Arrays.binarySearch(document.sentenceEnds(), offset);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
