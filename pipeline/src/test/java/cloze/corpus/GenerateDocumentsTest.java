package cloze.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.GeneratorConfig;
import cloze.testing.SparkSessionExtension;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class GenerateDocumentsTest {
    private static final String LEAF_PARTITIONS = "spark.sql.leafNodeDefaultParallelism";

    private static List<String> texts(SparkSession spark, GeneratorConfig generator, int partitions) {
        spark.conf().set(LEAF_PARTITIONS, partitions);
        try {
            var texts = new GenerateDocuments(generator, 9).plan(spark);
            assertThat(texts.toJavaRDD().getNumPartitions()).isEqualTo(partitions);
            return texts.as(Encoders.STRING()).collectAsList();
        } finally {
            spark.conf().unset(LEAF_PARTITIONS);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void givesTheSameDocumentsOnOneAndOnSevenPartitions(GeneratorConfig.Kind kind, SparkSession spark) {
        var generator = new GeneratorConfig(kind, 100, 30_517, 128);

        List<String> expected = texts(spark, generator, 1);

        assertThat(expected).hasSize(100).doesNotHaveDuplicates();
        assertThat(texts(spark, generator, 7)).isEqualTo(expected);
    }

    @Test
    void drawsUniformWordsToTheLengthOfAPair(SparkSession spark) {
        List<String> texts = texts(spark, new GeneratorConfig(GeneratorConfig.Kind.UNIFORM, 40, 100, 128), 2);

        assertThat(texts).allSatisfy(text -> {
            List<String> lines = text.lines().toList();
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0).split(" ")).hasSize(63);
            assertThat(lines.get(1).split(" ")).hasSize(62);
        });
        // 5,000 draws of 100 words miss one of them with probability e^-45.
        assertThat(texts.stream()
                        .flatMap(text -> Arrays.stream(text.split("\\s")))
                        .distinct())
                .hasSize(100)
                .contains("w00000", "w00099");
    }

    @Test
    void writesLargeNumbersInFull() {
        assertThat(new UniformWords(1_000_000, 50, 1).document(0)).containsPattern("w\\d{6}");
    }

    @Test
    void refusesToGenerateNothing() {
        assertThatThrownBy(() -> new GenerateDocuments(Corpora.NO_GENERATOR, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
