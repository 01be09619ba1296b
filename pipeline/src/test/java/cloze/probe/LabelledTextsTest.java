package cloze.probe;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.hocon.ConfigLoader;
import cloze.config.probe.ProbeConfig;
import cloze.probe.ProbeTask.Labelled;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Folds and draws follow from what the texts say. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class LabelledTextsTest {
    private static final int FOLDS = 4;

    @TempDir
    Path folder;

    private ProbeConfig probe(String name, List<Labelled> texts, String more) throws IOException {
        Path file = Files.write(
                folder.resolve(name), texts.stream().map(Labelled::json).toList());
        return ConfigLoader.load(
                        Optional.empty(), List.of("probe { input = \"%s\", folds = %d }".formatted(file, FOLDS), more))
                .probe();
    }

    private static Map<String, Integer> folds(SparkSession spark, ProbeConfig probe, long seed) {
        Map<String, Integer> folds = new HashMap<>();
        try (LabelledTexts texts = LabelledTexts.of(spark, probe, seed)) {
            for (Row row : texts.rows().collectAsList()) {
                Integer other = folds.put(row.getAs(LabelledTable.TEXT), row.getAs(LabelledTexts.FOLD));
                assertThat(other).as("copies are in one fold").isIn(null, row.getAs(LabelledTexts.FOLD));
            }
        }
        return folds;
    }

    @Test
    void theFoldOfATextDependsOnItsContentAndTheSeed(SparkSession spark) throws IOException {
        List<Labelled> texts = new ArrayList<>(ProbeTask.texts(20, 0));
        texts.addAll(texts.subList(0, 10));
        Map<String, Integer> folds = folds(spark, probe("one.jsonl", texts, "seed=1"), 1);
        Collections.reverse(texts);
        assertThat(folds(spark, probe("other.jsonl", texts, "seed=1"), 1)).isEqualTo(folds);
        assertThat(folds(spark, probe("other.jsonl", texts, "seed=1"), 2)).isNotEqualTo(folds);
    }

    @Test
    void everyFoldHasItsShareOfEveryLabel(SparkSession spark) throws IOException {
        try (LabelledTexts texts = LabelledTexts.of(spark, probe("all.jsonl", distinct(), "seed=1"), 1)) {
            for (long[] fold : texts.counts()) {
                assertThat(fold).containsOnly(5);
            }
            assertThat(texts.alsoLearned()).isZero();
        }
    }

    /** 20 different texts of each kind. */
    private static List<Labelled> distinct() {
        List<Labelled> texts = new ArrayList<>();
        for (String kind : ProbeTask.KINDS) {
            for (int number = 0; number < 20; number++) {
                texts.add(new Labelled(kind + number, kind));
            }
        }
        return texts;
    }

    @Test
    void largerDrawsContainSmallerOnesAndDrawsDiffer(SparkSession spark) throws IOException {
        try (LabelledTexts texts = LabelledTexts.of(spark, probe("all.jsonl", distinct(), "seed=1"), 1)) {
            Set<String> four = drawn(texts, new Sample(0, 0, 4));
            Set<String> eight = drawn(texts, new Sample(0, 0, 8));
            assertThat(four).hasSize(12);
            assertThat(eight).hasSize(24).containsAll(four);
            assertThat(drawn(texts, new Sample(1, 1, 4))).hasSize(12).isNotEqualTo(four);
            assertThat(drawn(texts, new Sample(0, 0, Sample.ALL))).hasSize(45);

            Sample sample = new Sample(0, 0, 8);
            List<Row> tuning = texts.rows()
                    .where(sample.isTraining())
                    .where(sample.isTuning())
                    .groupBy(LabelledTexts.LABEL)
                    .count()
                    .collectAsList();
            // The second and the seventh of each class.
            assertThat(tuning).hasSize(3).allSatisfy(row -> assertThat(row.getLong(1))
                    .isEqualTo(2));
        }
    }

    private static Set<String> drawn(LabelledTexts texts, Sample sample) {
        Set<String> drawn = new HashSet<>();
        texts.rows().where(sample.isTraining()).collectAsList().forEach(row -> assertThat(
                        drawn.add(row.getAs(LabelledTable.TEXT)))
                .isTrue());
        texts.rows().where(sample.isHeldOut()).collectAsList().forEach(row -> assertThat(drawn)
                .doesNotContain(row.<String>getAs(LabelledTable.TEXT)));
        return drawn;
    }

    @Test
    void textsThatAreLearnedAndMeasuredAreCounted(SparkSession spark) throws IOException {
        List<Labelled> test = List.of(distinct().get(0), distinct().get(0), new Labelled("bird99", "bird"));
        Path file = Files.write(
                folder.resolve("test.jsonl"), test.stream().map(Labelled::json).toList());
        ProbeConfig probe = probe("all.jsonl", distinct(), "probe.test=\"%s\"".formatted(file));
        try (LabelledTexts texts = LabelledTexts.of(spark, probe, 1)) {
            assertThat(texts.alsoLearned()).isEqualTo(2);
            assertThat(texts.counts()[0]).containsExactly(3, 0, 0);
        }
    }
}
