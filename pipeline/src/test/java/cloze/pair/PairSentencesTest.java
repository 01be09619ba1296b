package cloze.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.ExamplesConfig.Pairing;
import cloze.dataset.Documents;
import cloze.dataset.ExampleId;
import cloze.dataset.SentencePairs;
import cloze.error.InvalidInputException;
import cloze.testing.SparkSessionExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class PairSentencesTest {
    private static final List<String> BOTH = List.of(Documents.TRAIN, Documents.VALIDATION);
    private static final ExamplesConfig REFERENCE = Corpus.config(40, 2, Pairing.REFERENCE, Objective.NSP);
    private static final ExamplesConfig WINDOWS = Corpus.config(40, 3, Pairing.WINDOWS, Objective.NSP);
    private static final List<TokenizedDocument> DOCUMENTS = documents();

    private static List<TokenizedDocument> documents() {
        List<TokenizedDocument> documents = new ArrayList<>(Corpus.random(0, 150, Documents.TRAIN));
        documents.addAll(Corpus.random(150, 180, Documents.VALIDATION));
        return documents;
    }

    @Test
    @Tag("platform")
    void everyExampleIsAFramedPairOfItsDocuments(SparkSession spark) {
        Map<String, SentencePair> pairs = pairs(spark, REFERENCE, DOCUMENTS, 3);
        Set<Integer> labels = new HashSet<>();
        for (SentencePair pair : pairs.values()) {
            int[] tokens = pair.tokenIds();
            int firstSep = Arrays.stream(pair.segmentIds()).map(id -> 1 - id).sum() - 1;
            assertThat(tokens.length).isBetween(5, REFERENCE.maxSeqLength());
            assertThat(tokens[0]).isEqualTo(Corpus.SPECIALS.cls());
            assertThat(tokens[firstSep]).isEqualTo(Corpus.SPECIALS.sep());
            assertThat(tokens[tokens.length - 1]).isEqualTo(Corpus.SPECIALS.sep());
            assertThat(pair.segmentIds()).isSorted().hasSize(tokens.length);

            int[] a = Arrays.copyOfRange(tokens, 1, firstSep);
            int[] b = Arrays.copyOfRange(tokens, firstSep + 1, tokens.length - 1);
            assertThat(a).isEqualTo(IntStream.range(a[0], a[0] + a.length).toArray());
            assertThat(b).isEqualTo(IntStream.range(b[0], b[0] + b.length).toArray());
            assertThat(Corpus.id(Corpus.documentOf(a[0]))).isEqualTo(pair.id().documentId());
            assertThat(Corpus.id(Corpus.documentOf(b[0]))).isEqualTo(pair.partnerId());
            assertThat(splitOf(a[0])).isEqualTo(pair.split()).isEqualTo(splitOf(b[0]));
            if (pair.label() == SentencePairs.IS_NEXT) {
                assertThat(Corpus.documentOf(b[0])).isEqualTo(Corpus.documentOf(a[0]));
                assertFollows(a, b, tokens.length);
            } else {
                assertThat(Corpus.documentOf(b[0])).isNotEqualTo(Corpus.documentOf(a[0]));
            }
            labels.add(pair.label());
        }
        assertThat(labels).containsExactlyInAnyOrder(SentencePairs.IS_NEXT, SentencePairs.IS_RANDOM);
        assertThat(pairs.values().stream().map(pair -> pair.id().documentId()).distinct())
                .hasSameSizeAs(DOCUMENTS);
    }

    /** Requires that B starts where A ends, unless the pair is full and may have lost tokens in between. */
    private static void assertFollows(int[] a, int[] b, int length) {
        int gap = b[0] - a[a.length - 1] - 1;
        assertThat(gap).isNotNegative();
        assertThat(gap == 0 || length == REFERENCE.maxSeqLength()).isTrue();
    }

    private static String splitOf(int token) {
        return DOCUMENTS.get(Corpus.documentOf(token)).split();
    }

    @Test
    void anotherDocumentChangesNothingButPartners(SparkSession spark) {
        List<TokenizedDocument> more = new ArrayList<>(DOCUMENTS);
        more.add(Corpus.random(200, Documents.TRAIN));
        Map<String, SentencePair> before = pairs(spark, REFERENCE, DOCUMENTS, 2);
        Map<String, SentencePair> after = pairs(spark, REFERENCE, more, 2);
        after.keySet().removeIf(id -> id.startsWith(Corpus.id(200)));

        assertThat(after.keySet()).isEqualTo(before.keySet());
        int moved = 0;
        for (SentencePair pair : before.values()) {
            SentencePair now = after.get(pair.id().toString());
            assertThat(now.label()).isEqualTo(pair.label());
            boolean same = Arrays.equals(now.tokenIds(), pair.tokenIds());
            assertThat(same || pair.label() == SentencePairs.IS_RANDOM).isTrue();
            assertThat(same || pair.split().equals(Documents.TRAIN)).isTrue();
            moved += same ? 0 : 1;
        }
        assertThat(moved).isPositive();
    }

    @Test
    void halfOfTheWindowsAreRandom(SparkSession spark) {
        Map<String, SentencePair> pairs =
                pairs(spark, Corpus.config(40, 20, Pairing.WINDOWS, Objective.NSP), DOCUMENTS, 2);
        double random =
                pairs.values().stream().mapToInt(SentencePair::label).average().orElseThrow();
        assertThat(random).isCloseTo(0.5, within(4 * Math.sqrt(0.25 / pairs.size())));
    }

    private static Set<String> documents(Map<String, SentencePair> pairs) {
        return pairs.values().stream().map(pair -> pair.id().documentId()).collect(Collectors.toSet());
    }

    @Test
    void windowsLeaveOutDocumentsOfOneSentence(SparkSession spark) {
        Set<String> single = DOCUMENTS.stream()
                .filter(document -> document.sentences() == 1)
                .map(TokenizedDocument::id)
                .collect(Collectors.toSet());

        Map<String, SentencePair> pairs = pairs(spark, WINDOWS, DOCUMENTS, 2);
        assertThat(pairs).hasSize(WINDOWS.dupeFactor() * (DOCUMENTS.size() - single.size()));
        assertThat(pairs.values())
                .noneMatch(pair -> single.contains(pair.id().documentId()) || single.contains(pair.partnerId()));
        assertThat(documents(pairs))
                .containsExactlyInAnyOrderElementsOf(DOCUMENTS.stream()
                        .map(TokenizedDocument::id)
                        .filter(id -> !single.contains(id))
                        .toList());
        assertThat(documents(pairs(spark, REFERENCE, DOCUMENTS, 2))).hasSize(DOCUMENTS.size());
    }

    @Test
    void partnersAreUniformOverTheOtherDocuments(SparkSession spark) {
        int documents = 12;
        int duplicates = 400;
        List<TokenizedDocument> singles = IntStream.range(0, documents)
                .mapToObj(number -> Corpus.document(number, Documents.TRAIN, 6))
                .toList();
        Map<String, SentencePair> pairs =
                pairs(spark, Corpus.config(40, duplicates, Pairing.REFERENCE, Objective.NSP), singles, 2);

        Map<String, Long> counts = pairs.values().stream()
                .collect(Collectors.groupingBy(
                        pair -> pair.id().documentId() + pair.partnerId(), Collectors.counting()));
        int cells = documents * (documents - 1);
        assertThat(pairs).hasSize(documents * duplicates);
        assertThat(counts).hasSize(cells);
        double expected = (double) pairs.size() / cells;
        double chiSquare = counts.values().stream()
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        int freedom = documents * (documents - 2);
        assertThat(chiSquare).isCloseTo(freedom, within(4 * Math.sqrt(2.0 * freedom)));
    }

    @Test
    void noPartnerIsACopyAndAllOthersAreDrawnEquallyOften(SparkSession spark) {
        int duplicates = 300;
        List<TokenizedDocument> documents = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            documents.add(Corpus.document(number, Documents.TRAIN, 6));
        }
        // More than nine, so that numeric and lexical order differ.
        for (int occurrence = 2; occurrence <= 12; occurrence++) {
            documents.add(Corpus.copy(documents.get(1), occurrence));
        }
        documents.add(Corpus.copy(documents.get(3), 2));
        Map<String, SentencePair> pairs =
                pairs(spark, Corpus.config(40, duplicates, Pairing.REFERENCE, Objective.NSP), documents, 2);

        Map<String, Map<String, Long>> partners = pairs.values().stream()
                .collect(Collectors.groupingBy(
                        pair -> pair.id().documentId(),
                        Collectors.groupingBy(SentencePair::partnerId, Collectors.counting())));
        double chiSquare = 0;
        int freedom = 0;
        for (TokenizedDocument document : documents) {
            List<TokenizedDocument> others = documents.stream()
                    .filter(other -> other.tokenIds()[0] != document.tokenIds()[0])
                    .toList();
            Map<String, Long> drawn = partners.get(document.id());
            assertThat(drawn.keySet())
                    .isSubsetOf(others.stream().map(TokenizedDocument::id).toList());
            double expected = (double) duplicates / others.size();
            for (TokenizedDocument other : others) {
                double off = drawn.getOrDefault(other.id(), 0L) - expected;
                chiSquare += off * off / expected;
            }
            freedom += others.size() - 1;
        }
        assertThat(chiSquare).isCloseTo(freedom, within(4 * Math.sqrt(2.0 * freedom)));
    }

    @Test
    void copiesOfOneTextAreRefusedAsOneDocumentIs(SparkSession spark) {
        TokenizedDocument one = Corpus.document(0, Documents.TRAIN, 9, 30);
        assertThatThrownBy(() -> pairs(spark, REFERENCE, List.of(one, Corpus.copy(one, 2), Corpus.copy(one, 3)), 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "Split train: expected at least 2 document(s), found 1 and 2 copies of it; a random")
                .hasMessageContaining("examples.objective = mlm-only");
    }

    @Test
    void withoutRandomSegmentsOneDocumentIsEnough(SparkSession spark) {
        ExamplesConfig config = Corpus.config(40, 1, Pairing.REFERENCE, Objective.MLM_ONLY);
        List<TokenizedDocument> one = List.of(Corpus.document(0, Documents.TRAIN, 9, 30, 1));

        List<SentencePair> pairs = List.copyOf(pairs(spark, config, one, 1).values());

        assertThat(pairs).isNotEmpty().allMatch(pair -> pair.label() == SentencePairs.IS_NEXT);
        assertThat(pairs).allMatch(pair -> pair.partnerId().equals(pair.id().documentId()));
    }

    @Test
    void oneDocumentAloneIsRefusedWithTheSettingThatWouldAllowIt(SparkSession spark) {
        List<TokenizedDocument> one = List.of(Corpus.document(0, Documents.TRAIN, 9, 30));
        assertThatThrownBy(() -> pairs(spark, REFERENCE, one, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Split train: expected at least 2 document(s), found 1;")
                .hasMessageContaining("examples.objective = mlm-only");
    }

    @Test
    void anEmptyValidationSplitIsRefusedUnlessItIsNotWanted(SparkSession spark) {
        Dataset<Row> rows = Corpus.dataset(spark, Corpus.random(0, 5, Documents.TRAIN));
        assertThatThrownBy(() -> new PairSentences(REFERENCE, Corpus.SPECIALS, 9, BOTH).apply(rows))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Split validation")
                .hasMessageContaining("corpus.validation-fraction = 0");
        assertThat(new PairSentences(REFERENCE, Corpus.SPECIALS, 9, List.of(Documents.TRAIN))
                        .apply(rows)
                        .count())
                .isPositive();
    }

    @Test
    @Tag("platform")
    void planningPlacedDocumentsRunsOneJobAndPairingShufflesRequestsAlone(SparkSession spark) throws TimeoutException {
        var watch = new ShuffledRecords();
        Dataset<Row> rows = PairSentences.placed(
                        Corpus.dataset(spark, DOCUMENTS).repartition(3))
                .cache();
        rows.count();
        spark.sparkContext().listenerBus().waitUntilEmpty();
        spark.sparkContext().addSparkListener(watch);
        try {
            Dataset<Row> pairs = new PairSentences(REFERENCE, Corpus.SPECIALS, 9, BOTH).apply(rows);
            spark.sparkContext().listenerBus().waitUntilEmpty();
            assertThat(watch.jobs).hasValue(1);
            assertThat(watch.records).hasValue(0);

            long random = pairs.collectAsList().stream()
                    .filter(row -> fromRow(row).label() == SentencePairs.IS_RANDOM)
                    .count();
            spark.sparkContext().listenerBus().waitUntilEmpty();
            assertThat(watch.records).hasValue(random);
        } finally {
            spark.sparkContext().removeSparkListener(watch);
            rows.unpersist();
        }
    }

    private static final class ShuffledRecords extends SparkListener {
        private final AtomicLong jobs = new AtomicLong();
        private final AtomicLong records = new AtomicLong();

        @Override
        public void onJobStart(SparkListenerJobStart job) {
            jobs.incrementAndGet();
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd task) {
            records.addAndGet(task.taskMetrics().shuffleWriteMetrics().recordsWritten());
        }
    }

    private static Map<String, SentencePair> pairs(
            SparkSession spark, ExamplesConfig config, List<TokenizedDocument> documents, int partitions) {
        List<String> splits =
                documents.stream().map(TokenizedDocument::split).distinct().toList();
        Dataset<Row> rows = Corpus.dataset(spark, documents).repartition(partitions);
        List<SentencePair> pairs = new PairSentences(config, Corpus.SPECIALS, 9, splits)
                .apply(rows).collectAsList().stream()
                        .map(PairSentencesTest::fromRow)
                        .toList();
        rows.unpersist();
        // Fails if an id occurs twice.
        return pairs.stream()
                .collect(Collectors.toMap(
                        pair -> pair.id().toString(),
                        Function.identity(),
                        (one, two) -> {
                            throw new AssertionError("Two examples " + one.id());
                        },
                        TreeMap::new));
    }

    private static SentencePair fromRow(Row row) {
        return new SentencePair(
                ExampleId.parse(row.getAs(SentencePairs.EXAMPLE_ID)),
                row.getAs(SentencePairs.PARTNER_DOCUMENT_ID),
                row.getAs(SentencePairs.SPLIT),
                SentencePairs.CONTRACT.ints(row, SentencePairs.TOKEN_IDS),
                SentencePairs.CONTRACT.ints(row, SentencePairs.SEGMENT_IDS),
                row.<Integer>getAs(SentencePairs.NEXT_SENTENCE_LABELS));
    }
}
