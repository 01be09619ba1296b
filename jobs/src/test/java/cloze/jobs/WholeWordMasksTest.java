package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.artifact.PreparedExamples;
import cloze.config.hocon.ConfigLoader;
import cloze.jobs.command.Sessions;
import cloze.pretrain.TrainingShards;
import cloze.shard.MaskedExample;
import cloze.shard.ShardReader;
import cloze.shard.ShardSet;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pretrain draws anew each epoch follows the rule that prepare was told. */
@Tag("spark")
class WholeWordMasksTest {
    @TempDir
    Path folder;

    @Test
    void everyEpochHidesWholeWordsAndOthersThanTheLast() throws IOException {
        String prepared = folder.resolve("prepared").toString();
        SmallRun.prepare(
                "local[2]", SmallCorpus.write(folder).toString(), prepared, "examples.do-whole-word-mask=true");
        try (SparkSession spark = Sessions.open("test")) {
            PreparedExamples examples = PreparedExamples.open(spark, prepared);
            var shards = new TrainingShards(
                    List.of(examples),
                    epoch -> 0,
                    ConfigLoader.load(Optional.empty(), List.of()).training(),
                    1,
                    new org.apache.hadoop.fs.Path(folder.resolve("shards").toUri()));
            Map<String, MaskedExample> first = examples(shards, 0);
            Map<String, MaskedExample> second = examples(shards, 1);

            for (Map<String, MaskedExample> epoch : List.of(first, second)) {
                assertThat(epoch.values().stream()
                                .mapToLong(example -> continuations(example, examples.vocabulary()))
                                .sum())
                        .isPositive();
            }
            assertThat(second.keySet()).isEqualTo(first.keySet());
            assertThat(first.keySet().stream()
                            .filter(id -> !Arrays.equals(
                                    first.get(id).maskedPositions(),
                                    second.get(id).maskedPositions())))
                    .hasSizeGreaterThan(first.size() / 2);
        }
    }

    private static Map<String, MaskedExample> examples(TrainingShards shards, int epoch) {
        ShardSet set = shards.forEpoch(epoch);
        try (var reader = new ShardReader(set, new Configuration())) {
            return reader.read(0, set.examples()).stream()
                    .collect(Collectors.toMap(MaskedExample::exampleId, Function.identity()));
        }
    }

    /** How many continuations are selected; fails on a word that is selected in part. */
    private static long continuations(MaskedExample example, Vocabulary vocabulary) {
        int[] tokenIds = example.inputIds().clone();
        for (int i = 0; i < example.maskedPositions().length; i++) {
            tokenIds[example.maskedPositions()[i]] = example.maskedIds()[i];
        }
        long selected = 0;
        int previous = -1;
        for (int position = 0; position < tokenIds.length; position++) {
            String piece = vocabulary.piece(tokenIds[position]);
            if (piece.equals(Vocabulary.CLS) || piece.equals(Vocabulary.SEP)) {
                continue;
            }
            if (previous >= 0 && piece.startsWith(Vocabulary.CONTINUATION)) {
                assertThat(isSelected(example, position)).isEqualTo(isSelected(example, previous));
                selected += isSelected(example, position) ? 1 : 0;
            }
            previous = position;
        }
        return selected;
    }

    private static boolean isSelected(MaskedExample example, int position) {
        return Arrays.binarySearch(example.maskedPositions(), position) >= 0;
    }
}
