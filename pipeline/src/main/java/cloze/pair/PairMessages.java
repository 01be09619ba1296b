package cloze.pair;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.dataset.Contract;
import cloze.dataset.ExampleId;
import cloze.dataset.SentencePairs;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;

/**
 * Messages to a document, addressed by its rank: first the document itself, then the requests for a segment B from it.
 * Finished pairs are addressed to their own document, so that one pass yields all examples.
 */
final class PairMessages {
    static final String RANK = RankedDocuments.RANK;
    static final String SPLIT = SentencePairs.SPLIT;
    static final String KIND = "kind";
    static final String ID = "id";
    static final String TOKEN_IDS = "token_ids";
    static final String MARKS = "marks";

    /** Values of {@link #KIND}. A document sorts before the requests that it answers. */
    static final int DOCUMENT = 0;

    static final int REQUEST = 1;
    static final int FINISHED = 2;

    static final Contract CONTRACT = new Contract(
            "letters",
            new StructType()
                    .add(RANK, LongType, false, "rank of the document it goes to")
                    .add(SPLIT, StringType, false, "split of that document")
                    .add(KIND, IntegerType, false, "0 document, 1 request, 2 finished pair")
                    .add(ID, StringType, false, "document_id; example_id of a request or pair")
                    .add(
                            TOKEN_IDS,
                            new ArrayType(IntegerType, false),
                            false,
                            "a document's tokens; segment A of a request; a finished pair's tokens")
                    .add(
                            MARKS,
                            new ArrayType(IntegerType, false),
                            false,
                            "a document's sentence ends; of a request the tokens A has lost and B's target length; a pair's segment ids"));

    private PairMessages() {}

    static Row document(long rank, TokenizedDocument document) {
        return RowFactory.create(
                rank, document.split(), DOCUMENT, document.id(), document.tokenIds(), document.sentenceEnds());
    }

    static Row request(long rank, String split, Request request) {
        int[] marks = {request.dropped(), request.targetLength()};
        return RowFactory.create(rank, split, REQUEST, request.example().toString(), request.a(), marks);
    }

    static Row finished(long rank, SentencePair pair) {
        return RowFactory.create(
                rank, pair.split(), FINISHED, pair.id().toString(), pair.tokenIds(), pair.segmentIds());
    }

    static int kind(Row letter) {
        return CONTRACT.integer(letter, KIND);
    }

    static TokenizedDocument toDocument(Row letter) {
        return new TokenizedDocument(
                CONTRACT.text(letter, ID),
                CONTRACT.text(letter, SPLIT),
                CONTRACT.ints(letter, TOKEN_IDS),
                CONTRACT.ints(letter, MARKS));
    }

    static Request toRequest(Row letter) {
        int[] marks = CONTRACT.ints(letter, MARKS);
        return new Request(
                ExampleId.parse(CONTRACT.text(letter, ID)), CONTRACT.ints(letter, TOKEN_IDS), marks[0], marks[1]);
    }

    static SentencePair toFinished(Row letter) {
        ExampleId example = ExampleId.parse(CONTRACT.text(letter, ID));
        return new SentencePair(
                example,
                example.documentId(),
                CONTRACT.text(letter, SPLIT),
                CONTRACT.ints(letter, TOKEN_IDS),
                CONTRACT.ints(letter, MARKS),
                SentencePairs.IS_NEXT);
    }
}
