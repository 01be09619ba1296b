package cloze.pair;

import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/**
 * Converts a ranked document to its messages: the document itself, its finished pairs, and for each random B a request
 * to a drawn partner.
 */
record DraftExamples(PairBuilder builder, DocumentRanks ranks) implements FlatMapFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Row row) {
        TokenizedDocument document = TokenizedDocument.fromRow(row);
        long rank = RankedDocuments.CONTRACT.longInteger(row, RankedDocuments.RANK);
        DuplicateRun copies = RankedDocuments.copies(row);
        Stream<Row> examples = IntStream.range(0, builder.config().dupeFactor())
                .boxed()
                .flatMap(duplicate -> builder.drafts(document, duplicate).stream()
                        .map(draft -> letter(document, rank, copies, duplicate, draft)));
        return Stream.concat(Stream.of(PairMessages.document(rank, document)), examples)
                .iterator();
    }

    private Row letter(TokenizedDocument document, long rank, DuplicateRun copies, int duplicate, Draft draft) {
        if (draft instanceof Draft.Next next) {
            return PairMessages.finished(rank, builder.neighbours(document, duplicate, next));
        }
        Request request = builder.request(document, duplicate, (Draft.Random) draft);
        long partner = builder.partnerRank(request.example(), copies, ranks.documents(document.split()));
        return PairMessages.request(partner, document.split(), request);
    }
}
