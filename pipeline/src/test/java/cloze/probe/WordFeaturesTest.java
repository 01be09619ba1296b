package cloze.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.hocon.ConfigLoader;
import cloze.config.probe.ProbeConfig;
import cloze.testing.SparkSessionExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class WordFeaturesTest {
    @TempDir
    Path folder;

    @Test
    void wordsOfATextAreWordsOfBertsTokenizer() {
        assertThat(Words.ofPair("The Dog's café, 中文", null))
                .containsExactly("the", "dog", "'", "s", "cafe", ",", "中", "文");
        assertThat(Words.ofPair("a b", "B")).containsExactly("a", "b", "b b");
    }

    @Test
    void aVectorHasTheWeightsOfItsWordsAndLengthOne(SparkSession spark) throws Exception {
        Path train = Files.writeString(folder.resolve("train.csv"), "text,label\nred red blue,x\nred green,y\nred,y\n");
        Path test = Files.writeString(folder.resolve("test.csv"), "text,label\nblue blue green unseen,x\n");
        ProbeConfig probe = ConfigLoader.load(
                        Optional.empty(),
                        List.of("probe { input = \"%s\", test = \"%s\", repeats = 1 }".formatted(train, test)))
                .probe();
        try (LabelledTexts texts = LabelledTexts.of(spark, probe, 1);
                WordFeatures features = WordFeatures.of(texts)) {
            Sample sample = texts.samples(Sample.ALL).get(0);
            Vector vector = features.rows(sample)
                    .where(sample.isHeldOut())
                    .select(Features.FEATURES)
                    .first()
                    .getAs(0);
            // In the order of frequency, then of characters: red in 3 of 3 texts, blue and green in 1 of 3 each.
            double rare = Math.log(4.0 / 2);
            double length = Math.sqrt(4 * rare * rare + rare * rare);
            assertThat(vector.toArray())
                    .containsExactly(new double[] {0, 2 * rare / length, rare / length}, within(1e-12));
        }
    }
}
