package cloze.pair;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.MaskSelection;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.ExamplesConfig.Pairing;
import cloze.config.ExamplesConfig.Replacement;
import cloze.config.GatesConfig;
import cloze.dataset.Contract;
import cloze.dataset.Documents;
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
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that pairs and masks depend only on the documents, not on how or in which order Spark processes them. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class SameRowsTest {
    private static final long SEED = 11;
    private static final int DOCUMENTS = 120;

    /** Every third piece continues a word, to give whole-word masking some work. */
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

    /** Spark logs a stack trace for each lost task; here tasks are lost on purpose. */
    @BeforeAll
    static void silence() {
        setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        setLevel(Level.WARN);
    }

    private static void setLevel(Level level) {
        Configurator.setLevel("org.apache.spark.executor.Executor", level);
        Configurator.setLevel("org.apache.spark.scheduler.TaskSetManager", level);
    }

    @ParameterizedTest
    @CsvSource({"REFERENCE, NSP", "REFERENCE, SOP", "REFERENCE, MLM_ONLY", "WINDOWS, NSP"})
    void partitionsOrderAndLostTasksChangeNoRow(Pairing pairing, Objective objective, SparkSession spark) {
        ExamplesConfig config = config(pairing, objective);
        Stages stages = Stages.of(pairing(config), MaskTokens.ofEpoch(2, config, VOCABULARY, SEED));
        List<String> expected = rows(stages, Corpus.dataset(spark, CORPUS).coalesce(1));
        assertThat(expected).hasSizeGreaterThan(100);

        for (int partitions : new int[] {3, 8, 64}) {
            assertThat(rows(stages, Corpus.dataset(spark, CORPUS).repartition(partitions)))
                    .isEqualTo(expected);
        }
        assertThat(rows(stages, Corpus.dataset(spark, shuffled()).coalesce(2))).isEqualTo(expected);
        assertThat(rows(stages, lossy(Corpus.dataset(spark, CORPUS), TokenizedSentences.CONTRACT)))
                .isEqualTo(expected);
        assertThat(LossyTasks.LOST).hasPositiveValue();
    }

    /** Tasks are also lost between pairing and masking. */
    @Test
    void tasksLostWhileMaskingChangeNoRow(SparkSession spark) {
        ExamplesConfig config = config(Pairing.REFERENCE, Objective.NSP);
        Stages masking = Stages.of(MaskTokens.frozen(config, VOCABULARY, SEED));
        Dataset<Row> pairs = pairing(config).apply(Corpus.dataset(spark, CORPUS));

        assertThat(rows(masking, lossy(pairs, SentencePairs.CONTRACT))).isEqualTo(rows(masking, pairs));
        assertThat(LossyTasks.LOST).hasPositiveValue();
    }

    private static PairSentences pairing(ExamplesConfig config) {
        return new PairSentences(config, Corpus.SPECIALS, SEED, List.of(Documents.TRAIN, Documents.VALIDATION));
    }

    private static List<TokenizedDocument> shuffled() {
        return CORPUS.stream()
                .sorted(Comparator.comparingLong(document -> Seeds.key(SEED, "shuffle", Seeds.hash(document.id()))))
                .toList();
    }

    private static Dataset<Row> lossy(Dataset<Row> rows, Contract contract) {
        LossyTasks.LOST.set(0);
        return contract.typed(rows.repartition(8))
                .mapPartitions(new LossyTasks(), contract.encoder())
                .toDF();
    }

    private static ExamplesConfig config(Pairing pairing, Objective objective) {
        return new ExamplesConfig(
                40,
                20,
                0.15,
                MaskSelection.FIXED_COUNT,
                Replacement.ALL,
                2,
                0.1,
                pairing,
                objective,
                true,
                true,
                List.of(),
                GatesConfig.OFF);
    }

    /** Returns all columns of all rows, sorted by example. */
    private static List<String> rows(Stages stages, Dataset<Row> rows) {
        List<String> examples =
                stages.apply(rows).orderBy(SentencePairs.EXAMPLE_ID).toJSON().collectAsList();
        rows.unpersist();
        return examples;
    }

    /** Passes rows on. Each task of an even partition fails half way on its first attempt. */
    private static final class LossyTasks implements MapPartitionsFunction<Row, Row> {
        private static final long serialVersionUID = 1L;

        /** Shared with the tasks, because their executor is this JVM. */
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
