package cloze.pair;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.MaskSelection;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.ExamplesConfig.Pairing;
import cloze.config.ExamplesConfig.Replacement;
import cloze.dataset.Contract;
import cloze.dataset.Documents;
import cloze.dataset.MaskedExamples;
import cloze.dataset.SentencePairs;
import cloze.dataset.TokenizedSentences;
import cloze.mask.MaskTokens;
import cloze.random.Seeds;
import cloze.stage.Stages;
import cloze.testing.SparkSessionExtension;
import cloze.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pairs and masks are a function of the documents: of nothing about how or in what order Spark got to them. */
@ExtendWith(SparkSessionExtension.class)
class SameRowsTest {
    private static final long SEED = 11;
    private static final int DOCUMENTS = 120;

    /** Every third piece continues a word, so that whole words have some work. */
    private static final Vocabulary VOCABULARY = vocabulary();

    private static final List<TokenizedDocument> CORPUS = Stream.concat(
                    Corpus.random(0, 100, Documents.TRAIN).stream(),
                    Corpus.random(100, DOCUMENTS, Documents.VALIDATION).stream())
            .toList();

    private static Vocabulary vocabulary() {
        List<String> pieces = new ArrayList<>(Vocabulary.SPECIALS);
        IntStream.range(0, DOCUMENTS * Corpus.TOKENS_PER_DOCUMENT)
                .mapToObj(i -> (i % 3 == 0 ? "##" : "") + "p" + i)
                .forEach(pieces::add);
        return Vocabulary.of(pieces, "test");
    }

    @Test
    void anyNumberOfPartitionsGivesTheSameRows(SparkSession spark) {
        for (Stages stages : everyWay()) {
            List<String> expected = rows(stages, Corpus.dataset(spark, CORPUS).repartition(1));
            assertThat(expected).hasSizeGreaterThan(100);
            for (int partitions : new int[] {3, 8, 64}) {
                assertThat(rows(stages, Corpus.dataset(spark, CORPUS).repartition(partitions)))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void anyOrderOfTheDocumentsGivesTheSameRows(SparkSession spark) {
        for (Stages stages : everyWay()) {
            List<String> expected = rows(stages, Corpus.dataset(spark, CORPUS).coalesce(1));
            for (int order = 0; order < 3; order++) {
                List<TokenizedDocument> shuffled = new ArrayList<>(CORPUS);
                long key = order;
                shuffled.sort(Comparator.comparingLong(
                        document -> Seeds.key(key, "shuffle", Seeds.hash(document.id()))));
                assertThat(rows(stages, Corpus.dataset(spark, shuffled).coalesce(2)))
                        .isEqualTo(expected);
            }
        }
    }

    /** Every second task that reads documents is lost at its first attempt, half of its rows handed on. */
    @Test
    void tasksThatAreLostAndRunAgainGiveTheSameRows(SparkSession spark) {
        for (Stages stages : everyWay()) {
            List<String> expected = rows(stages, Corpus.dataset(spark, CORPUS).repartition(1));
            LossyTasks.LOST.set(0);
            Dataset<Row> documents = TokenizedSentences.CONTRACT
                    .typed(Corpus.dataset(spark, CORPUS).repartition(8))
                    .mapPartitions(new LossyTasks(), TokenizedSentences.CONTRACT.encoder())
                    .toDF();
            assertThat(rows(stages, documents)).isEqualTo(expected);
            assertThat(LossyTasks.LOST.get()).isPositive();
        }
    }

    /** Tasks that mask are lost too, between the pairs and the shards. */
    @Test
    void tasksThatAreLostWhileMaskingGiveTheSameRows(SparkSession spark) {
        ExamplesConfig config = config(Pairing.REFERENCE, Objective.NSP);
        var pairing = new PairSentences(
                config, Corpus.SPECIALS, SEED, List.of(Documents.TRAIN, Documents.VALIDATION));
        MaskTokens masking = MaskTokens.frozen(config, VOCABULARY, SEED);
        Dataset<Row> pairs = pairing.apply(Corpus.dataset(spark, CORPUS));
        List<String> expected = rows(Stages.of(masking), pairs);
        LossyTasks.LOST.set(0);
        Dataset<Row> lossy = SentencePairs.CONTRACT
                .typed(pairs.repartition(8))
                .mapPartitions(new LossyTasks(), SentencePairs.CONTRACT.encoder())
                .toDF();
        assertThat(rows(Stages.of(masking), lossy)).isEqualTo(expected);
        assertThat(LossyTasks.LOST.get()).isPositive();
    }

    private static List<Stages> everyWay() {
        List<Stages> ways = new ArrayList<>();
        for (Pairing pairing : Pairing.values()) {
            for (Objective objective : Objective.values()) {
                ExamplesConfig config = config(pairing, objective);
                ways.add(Stages.of(
                        new PairSentences(
                                config, Corpus.SPECIALS, SEED, List.of(Documents.TRAIN, Documents.VALIDATION)),
                        MaskTokens.ofEpoch(2, config, VOCABULARY, SEED)));
            }
        }
        return ways;
    }

    private static ExamplesConfig config(Pairing pairing, Objective objective) {
        return new ExamplesConfig(
                40, 20, 0.15, MaskSelection.FIXED_COUNT, Replacement.ALL, 2, 0.1, pairing, objective, true, true);
    }

    /** All columns of all rows, by example. */
    private static List<String> rows(Stages stages, Dataset<Row> documents) {
        Contract written = MaskedExamples.CONTRACT;
        List<String> rows = written
                .select(stages.apply(documents))
                .orderBy(SentencePairs.EXAMPLE_ID)
                .toJSON()
                .collectAsList();
        documents.unpersist();
        return rows;
    }

    /** Hands rows on; a task of an even partition fails half way when it runs for the first time. */
    private static final class LossyTasks implements MapPartitionsFunction<Row, Row> {
        private static final long serialVersionUID = 1L;

        /** The executor of these tests is this JVM. */
        static final AtomicInteger LOST = new AtomicInteger();

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            TaskContext task = TaskContext.get();
            if (task.attemptNumber() > 0 || task.partitionId() % 2 == 1) {
                return rows;
            }
            List<Row> all = new ArrayList<>();
            rows.forEachRemaining(all::add);
            var handedOn = new AtomicInteger();
            return StreamSupport.stream(all.spliterator(), false)
                    .peek(row -> {
                        if (handedOn.getAndIncrement() >= all.size() / 2) {
                            LOST.incrementAndGet();
                            throw new IllegalStateException("This task is lost, as the test wants");
                        }
                    })
                    .iterator();
        }
    }
}
