package cloze.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.ExamplesConfig.Pairing;
import cloze.dataset.Documents;
import cloze.dataset.SentencePairs;
import cloze.error.InvalidInputException;
import cloze.testing.SparkSessionExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests sentence-order prediction and masked words only, which need no second document. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class SentenceOrderTest {
    private static final ReferencePairing TEN_TOKENS = new ReferencePairing(10, 0, Objective.SOP, 1);
    private static final List<String> TRAIN = List.of(Documents.TRAIN);

    /** Document 1 has the tokens 1005 1006 | 1007 1008 1009. */
    @Test
    void theTwoOrdersOfAPairByHand() {
        TokenizedDocument document = Corpus.document(1, Documents.TRAIN, 2, 3);
        for (Pairing pairing : Pairing.values()) {
            PairBuilder builder = builder(Corpus.config(40, 1, pairing, Objective.SOP));
            List<SentencePair> pairs = IntStream.range(0, 20)
                    .mapToObj(duplicate -> builder.neighbours(document, duplicate, (Draft.Neighbours)
                            builder.drafts(document, duplicate).get(0)))
                    .toList();
            SentencePair next = first(pairs, SentencePairs.IS_NEXT);
            assertThat(next.tokenIds()).containsExactly(2, 1005, 1006, 3, 1007, 1008, 1009, 3);
            assertThat(next.segmentIds()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
            SentencePair swapped = first(pairs, SentencePairs.IS_SWAPPED);
            assertThat(swapped.tokenIds()).containsExactly(2, 1007, 1008, 1009, 3, 1005, 1006, 3);
            assertThat(swapped.segmentIds()).containsExactly(0, 0, 0, 0, 0, 1, 1, 1);
            assertThat(pairs).allMatch(pair -> pair.partnerId().equals(document.id()));
        }
    }

    @Test
    void everySecondPairIsSwapped() {
        for (PairingRule rule : List.of(TEN_TOKENS, new WindowPairing(Objective.SOP, 1))) {
            int documents = 4_000;
            int swapped = 0;
            for (int number = 0; number < documents; number++) {
                Draft draft = rule.drafts(Corpus.document(number, Documents.TRAIN, 3, 4), 0)
                        .get(0);
                var next = new Draft.Next(0, new Span(0, 3), new Span(3, 7));
                assertThat(draft).isIn(next, next.swapped());
                swapped += draft instanceof Draft.Swapped ? 1 : 0;
            }
            assertThat((double) swapped / documents).isCloseTo(0.5, within(4 * Math.sqrt(0.25 / documents)));
        }
    }

    /** The first sentence alone reaches the target of 10. */
    @Test
    void aChunkGoesOnToASecondSentence() {
        assertThat(chunks(14, 13, 2, 3)).containsExactly(new Span(0, 27), new Span(27, 32));
    }

    /** Two sentences of 5 tokens reach the target of 10; a third alone would have no segment to swap with. */
    @Test
    void theLastSentenceIsNotLeftAlone() {
        assertThat(chunks(5, 5, 5)).containsExactly(new Span(0, 15));
        assertThat(chunks(5, 5, 5, 5)).containsExactly(new Span(0, 10), new Span(10, 20));
        assertThat(chunks(5, 5, 5, 5, 5)).containsExactly(new Span(0, 10), new Span(10, 25));
    }

    @Test
    void allTextIsUsedInOrderAndEverySegmentIsOfWholeSentences() {
        for (int number = 0; number < 300; number++) {
            TokenizedDocument document = Corpus.random(number, Documents.TRAIN);
            List<Integer> ends = IntStream.of(document.sentenceEnds()).boxed().toList();
            int at = 0;
            for (Draft draft : new ReferencePairing(30, 0.1, Objective.SOP, number).drafts(document, 0)) {
                Draft.Next pair = inOrder(draft);
                assertThat(pair.a().from()).isEqualTo(at);
                assertThat(pair.b().from()).isEqualTo(pair.a().to());
                assertThat(ends).contains(pair.a().to(), pair.b().to());
                at = pair.b().to();
            }
            assertThat(at).isEqualTo(document.sentences() == 1 ? 0 : document.tokenIds().length);
        }
    }

    @Test
    void aDocumentOfOneSentenceGivesNoExample(SparkSession spark) {
        List<TokenizedDocument> documents = Corpus.random(0, 60, Documents.TRAIN);
        List<String> single = documents.stream()
                .filter(document -> document.sentences() == 1)
                .map(TokenizedDocument::id)
                .toList();
        Dataset<Row> rows = Corpus.dataset(spark, documents);
        for (Pairing pairing : Pairing.values()) {
            PairSentences stage = stage(pairing, Objective.SOP);
            assertThat(ids(stage.apply(rows).select(SentencePairs.DOCUMENT_ID).distinct()))
                    .hasSize(documents.size() - single.size())
                    .doesNotContainAnyElementsOf(single);
        }
        assertThat(single).isNotEmpty();
    }

    @Test
    void documentsOfOneSentenceAloneAreRefusedWithTheSettingThatWouldTakeThem(SparkSession spark) {
        Dataset<Row> rows = Corpus.dataset(spark, List.of(Corpus.document(0, Documents.TRAIN, 9)));
        assertThatThrownBy(() -> stage(Pairing.REFERENCE, Objective.SOP).apply(rows))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "Split train: expected at least 1 document(s) with two or more sentences, found 0")
                .hasMessageContaining("examples.objective = mlm-only");
    }

    @Test
    void oneDocumentIsEnoughForAllButNextSentencePrediction(SparkSession spark) {
        Dataset<Row> rows = Corpus.dataset(spark, List.of(Corpus.document(0, Documents.TRAIN, 9, 30, 4)));
        for (Pairing pairing : Pairing.values()) {
            for (Objective objective : List.of(Objective.SOP, Objective.MLM_ONLY)) {
                assertThat(stage(pairing, objective).apply(rows).collectAsList())
                        .isNotEmpty()
                        .allMatch(row ->
                                row.getAs(SentencePairs.PARTNER_DOCUMENT_ID).equals(Corpus.id(0)));
            }
            assertThatThrownBy(() -> stage(pairing, Objective.NSP).apply(rows))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("examples.objective = mlm-only, or sop");
        }
    }

    /**
     * Covers sentences of 4 tokens, and of 1, which cannot be split. In a chunk of several sentences, A ends after one
     * of them.
     */
    @Test
    void maskedWordsAloneKeepDocumentsOfOneSentence() {
        PairBuilder builder = builder(Corpus.config(40, 1, Pairing.REFERENCE, Objective.MLM_ONLY));
        for (int number = 0; number < 50; number++) {
            int token = number * Corpus.TOKENS_PER_DOCUMENT + 5;
            SentencePair four = only(builder, Corpus.document(number, Documents.TRAIN, 4));
            assertThat(four.label()).isEqualTo(SentencePairs.IS_NEXT);
            assertThat(four.tokenIds())
                    .isIn(
                            new int[] {2, token, 3, token + 1, token + 2, token + 3, 3},
                            new int[] {2, token, token + 1, 3, token + 2, token + 3, 3},
                            new int[] {2, token, token + 1, token + 2, 3, token + 3, 3});
            SentencePair one = only(builder, Corpus.document(number, Documents.TRAIN, 1));
            assertThat(one.tokenIds()).containsExactly(2, token, 3, 3);
            assertThat(one.segmentIds()).containsExactly(0, 0, 0, 1);
        }
    }

    private static SentencePair only(PairBuilder builder, TokenizedDocument document) {
        List<Draft> drafts = builder.drafts(document, 0);
        assertThat(drafts).hasSize(1);
        return builder.neighbours(document, 0, (Draft.Neighbours) drafts.get(0));
    }

    private static SentencePair first(List<SentencePair> pairs, int label) {
        return pairs.stream().filter(pair -> pair.label() == label).findFirst().orElseThrow();
    }

    /** Returns the spans that the pairs of a document with these sentence lengths cover. */
    private static List<Span> chunks(int... sentenceLengths) {
        List<Span> chunks = new ArrayList<>();
        for (Draft draft : TEN_TOKENS.drafts(Corpus.document(1, Documents.TRAIN, sentenceLengths), 0)) {
            Draft.Next pair = inOrder(draft);
            chunks.add(new Span(pair.a().from(), pair.b().to()));
        }
        return chunks;
    }

    private static Draft.Next inOrder(Draft draft) {
        return draft instanceof Draft.Swapped swapped
                ? new Draft.Next(swapped.index(), swapped.b(), swapped.a())
                : (Draft.Next) draft;
    }

    private static PairSentences stage(Pairing pairing, Objective objective) {
        return new PairSentences(Corpus.config(40, 1, pairing, objective), Corpus.SPECIALS, 9, TRAIN);
    }

    private static PairBuilder builder(ExamplesConfig config) {
        return new PairBuilder(config, Corpus.SPECIALS, 1);
    }

    private static List<String> ids(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(row -> row.getString(0)).toList();
    }
}
