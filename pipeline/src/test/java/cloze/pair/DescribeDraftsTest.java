package cloze.pair;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.ExamplesConfig.Pairing;
import cloze.dataset.Documents;
import cloze.dataset.PairDrafts;
import cloze.dataset.SentencePairs;
import cloze.testing.SparkSessionExtension;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class DescribeDraftsTest {
    /** Leaves room for 40 tokens of both segments. */
    private static final int MAX_SEQ_LENGTH = 43;

    private static PairSentences stage(Pairing pairing, Objective objective) {
        ExamplesConfig config = Corpus.config(MAX_SEQ_LENGTH, 2, pairing, objective);
        return new PairSentences(config, Corpus.SPECIALS, 3, List.of(Documents.TRAIN));
    }

    /** Returns {sentences, own_tokens} for each example of a document whose pairings are all equal. */
    private static List<List<Integer>> drafts(SparkSession spark, Objective objective, int... sentenceLengths) {
        Dataset<Row> document = Corpus.dataset(spark, List.of(Corpus.document(1, Documents.TRAIN, sentenceLengths)));
        List<List<Integer>> drafts = new ArrayList<>();
        for (Row row : stage(Pairing.REFERENCE, objective).drafts(document).collectAsList()) {
            drafts.add(List.of(row.getInt(1), row.getInt(3)));
        }
        return drafts;
    }

    @Test
    void aSentenceThatReachesTheTargetOrEndsTheDocumentIsAChunkOfItsOwn(SparkSession spark) {
        // 50 tokens reach any target, which leaves the last sentence alone; twice, because dupe-factor is 2.
        assertThat(drafts(spark, Objective.NSP, 50, 3))
                .containsExactly(List.of(1, 50), List.of(1, 3), List.of(1, 50), List.of(1, 3));
        assertThat(drafts(spark, Objective.MLM_ONLY, 50, 3))
                .containsExactly(List.of(1, 50), List.of(1, 3), List.of(1, 50), List.of(1, 3));
        assertThat(drafts(spark, Objective.NSP, 1)).containsExactly(List.of(1, 1), List.of(1, 1));
    }

    @Test
    void aSwappedPairIsOfTwoSentences(SparkSession spark) {
        assertThat(drafts(spark, Objective.SOP, 50, 3)).containsExactly(List.of(2, 53), List.of(2, 53));
    }

    /** With room for 40 tokens, the first four of five sentences of 10 tokens form a chunk, and the fifth another. */
    @Test
    void tellsTheSentencesOfAChunkAndThoseOfA(SparkSession spark) {
        Dataset<Row> document = Corpus.dataset(spark, List.of(Corpus.document(1, Documents.TRAIN, 10, 10, 10, 10, 10)));
        ExamplesConfig config = Corpus.config(MAX_SEQ_LENGTH, 50, Pairing.REFERENCE, Objective.NSP);
        List<Row> drafts = new PairSentences(config, Corpus.SPECIALS, 3, List.of(Documents.TRAIN))
                .drafts(document)
                .collectAsList();

        int pairings = 0;
        for (int i = 0; i < drafts.size(); i++) {
            Row draft = drafts.get(i);
            int target = draft.getInt(4);
            if (target == 40) {
                pairings++;
                assertThat(draft.getInt(1)).isEqualTo(4);
                assertThat(draft.getInt(2)).isBetween(1, 3);
            } else if (target > 0) {
                assertThat(draft.getInt(1)).isEqualTo((target + 9) / 10);
            }
        }
        assertThat(pairings).isBetween(30, 49);
        assertThat(drafts).filteredOn(draft -> draft.getInt(4) > 0).hasSize(50);
    }

    @Test
    void tellsWhatTruncationTakesFromWhere(SparkSession spark) {
        ExamplesConfig config = Corpus.config(MAX_SEQ_LENGTH, 1, Pairing.WINDOWS, Objective.MLM_ONLY);
        var stage = new PairSentences(config, Corpus.SPECIALS, 3, List.of(Documents.TRAIN));
        Dataset<Row> document = Corpus.dataset(spark, List.of(Corpus.document(1, Documents.TRAIN, 30, 30)));
        Row draft = stage.drafts(document).head();
        int[] tokens = SentencePairs.CONTRACT.ints(stage.apply(document).head(), SentencePairs.TOKEN_IDS);

        assertThat(draft.getInt(5)).isEqualTo(20);
        int inFrontOfA = Corpus.placeOf(tokens[1]);
        int inFrontOfB = Corpus.placeOf(tokens[22]) - 30;
        assertThat(draft.getInt(6)).isEqualTo(inFrontOfA + inFrontOfB);
    }

    @Test
    void windowsAreOfTwoSentences(SparkSession spark) {
        Dataset<Row> documents = Corpus.dataset(spark, Corpus.random(0, 40, Documents.TRAIN));

        assertThat(stage(Pairing.WINDOWS, Objective.NSP)
                        .drafts(documents)
                        .where(PairDrafts.SENTENCES + " <> 2")
                        .count())
                .isZero();
    }

    @Test
    void thereIsADraftForEveryPairWithAllItsTokensAndThoseCutOff(SparkSession spark) {
        for (Pairing pairing : Pairing.values()) {
            for (Objective objective : Objective.values()) {
                assertDraftsOfPairs(spark, stage(pairing, objective));
            }
        }
    }

    private static void assertDraftsOfPairs(SparkSession spark, PairSentences stage) {
        Dataset<Row> documents = Corpus.dataset(spark, Corpus.random(0, 60, Documents.TRAIN));
        List<Row> pairs = stage.apply(documents).collectAsList();
        List<Row> drafts = stage.drafts(documents).collectAsList();
        int drafted = drafts.stream().mapToInt(row -> row.getInt(3)).sum();
        int kept = pairs.stream().mapToInt(DescribeDraftsTest::ownTokens).sum();
        long random = pairs.stream().filter(DescribeDraftsTest::hasPartner).count();
        long oneSentence = drafts.stream().filter(row -> row.getInt(1) == 1).count();

        assertThat(drafts).as(stage.toString()).hasSameSizeAs(pairs);
        assertThat(drafted).as(stage.toString()).isGreaterThanOrEqualTo(kept);
        if (stage.config().pairing() == Pairing.WINDOWS) {
            // Two sentences of up to 20 tokens fit, so nothing is truncated.
            assertThat(drafted).as(stage.toString()).isEqualTo(kept);
        } else if (stage.config().objective() == Objective.NSP) {
            // Chunks of one sentence are random, and about half of the others.
            assertThat(oneSentence).as(stage.toString()).isBetween(1L, random);
        }
    }

    private static boolean hasPartner(Row pair) {
        return !pair.getAs(SentencePairs.DOCUMENT_ID).equals(pair.getAs(SentencePairs.PARTNER_DOCUMENT_ID));
    }

    private static int ownTokens(Row pair) {
        int[] segments = SentencePairs.CONTRACT.ints(pair, SentencePairs.SEGMENT_IDS);
        int b = 0;
        for (int segment : segments) {
            b += segment;
        }
        int lengthA = segments.length - b - 2;
        return hasPartner(pair) ? lengthA : lengthA + b - 1;
    }
}
