package cloze.pair;

import cloze.config.ExamplesConfig.Pairing;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Describes each example of a document as a row of {@link cloze.dataset.PairDrafts}. */
record DescribeDrafts(PairBuilder builder) implements FlatMapFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Row row) {
        TokenizedDocument document = TokenizedDocument.fromRow(row);
        return builder.duplicates()
                .flatMap(duplicate -> pairing(document, duplicate))
                .iterator();
    }

    private Stream<Row> pairing(TokenizedDocument document, int duplicate) {
        int target = builder.rule().targetLength(document, duplicate);
        return builder.drafts(document, duplicate).stream().map(draft -> {
            int shown = draft.index() == 0 ? target : 0;
            return draft instanceof Draft.Neighbours neighbours
                    ? ofNeighbours(document, duplicate, neighbours, shown)
                    : ofRandom(document, draft.a(), target, shown);
        });
    }

    private Row ofNeighbours(TokenizedDocument document, int duplicate, Draft.Neighbours draft, int target) {
        boolean inOrder = draft.a().from() <= draft.b().from();
        Span before = inOrder ? draft.a() : draft.b();
        Span behind = inOrder ? draft.b() : draft.a();
        int first = sentenceAt(document, before.from());
        PairBuilder.Fitted fitted = builder.fitted(document, duplicate, draft);
        return RowFactory.create(
                document.split(),
                sentenceAt(document, behind.to() - 1) - first + 1,
                sentenceAt(document, before.to() - 1) - first + 1,
                before.length() + behind.length(),
                target,
                fitted.a().dropped() + fitted.b().dropped(),
                fitted.a().droppedInFront() + fitted.b().droppedInFront());
    }

    private Row ofRandom(TokenizedDocument document, Span a, int target, int shown) {
        int first = sentenceAt(document, a.from());
        return RowFactory.create(
                document.split(),
                sentences(document, first, target),
                sentenceAt(document, a.to() - 1) - first + 1,
                a.length(),
                shown,
                0,
                0);
    }

    /** Counts the sentences from {@code first} until {@code target} is reached or the document ends. */
    private int sentences(TokenizedDocument document, int first, int target) {
        if (builder.config().pairing() == Pairing.WINDOWS) {
            return 2;
        }
        int end = Math.min(document.start(first) + target, document.tokenIds().length);
        return sentenceAt(document, end - 1) - first + 1;
    }

    /** Returns the sentence that contains the token at {@code offset}. */
    private static int sentenceAt(TokenizedDocument document, int offset) {
        int found = Arrays.binarySearch(document.sentenceEnds(), offset);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
