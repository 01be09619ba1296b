package cloze.shard;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.MaskSelection;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.ExamplesConfig.Pairing;
import cloze.config.ExamplesConfig.Replacement;
import cloze.config.GatesConfig;
import cloze.dataset.Documents;
import cloze.dataset.TokenizedSentences;
import cloze.mask.MaskTokens;
import cloze.pair.PairSentences;
import cloze.random.Seeds;
import cloze.stage.Stages;
import cloze.testing.SparkSessionExtension;
import cloze.vocabulary.SpecialIds;
import cloze.vocabulary.WordParts;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The stages in one plan, where Spark may hand rows on as they were made. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class ExamplesToShardsTest {
    private static final SpecialIds SPECIALS = new SpecialIds(0, 1, 2, 3, 4, 500);

    @TempDir
    Path folder;

    @Test
    void documentsBecomeShardsInOnePlanForEveryPairing(SparkSession spark) {
        for (Pairing pairing : Pairing.values()) {
            for (Objective objective : Objective.values()) {
                String target = "file://" + folder.resolve(pairing + "-" + objective);
                Dataset<Row> examples = examples(pairing, objective).apply(documents(spark));

                ShardSet set = new WriteShards(1, 0, 2).write(examples, target);

                assertThat(set.examples()).isPositive().isEqualTo(WriteShards.count(examples));
                try (var reader = new ShardReader(set, new Configuration())) {
                    assertThat(reader.read(0, set.examples())).allMatch(ExamplesToShardsTest::isFramed);
                }
            }
        }
    }

    private static boolean isFramed(MaskedExample example) {
        int[] ids = example.inputIds();
        return ids[0] == SPECIALS.cls()
                && ids[ids.length - 1] == SPECIALS.sep()
                && example.maskedPositions().length > 0
                && example.length() <= 32;
    }

    private static Stages examples(Pairing pairing, Objective objective) {
        var config = new ExamplesConfig(
                32,
                5,
                0.15,
                MaskSelection.FIXED_COUNT,
                Replacement.ALL,
                2,
                0.1,
                pairing,
                objective,
                false,
                true,
                List.of(),
                GatesConfig.OFF);
        return Stages.of(
                new PairSentences(config, SPECIALS, 1, List.of(Documents.TRAIN)),
                new MaskTokens(config, SPECIALS, WordParts.none(), 1, 0));
    }

    private static Dataset<Row> documents(SparkSession spark) {
        List<Row> rows =
                IntStream.range(0, 40).mapToObj(ExamplesToShardsTest::document).toList();
        return spark.createDataset(rows, TokenizedSentences.CONTRACT.encoder()).toDF();
    }

    private static Row document(int number) {
        SplittableRandom random = Seeds.forRow(1, "fixture", number);
        int sentences = 1 + random.nextInt(6);
        int[] ends = IntStream.rangeClosed(1, sentences)
                .map(sentence -> sentence * 9)
                .toArray();
        int[] tokens = random.ints(sentences * 9L, 5, 500).toArray();
        return RowFactory.create("%032x".formatted(number), Documents.TRAIN, tokens, ends);
    }
}
