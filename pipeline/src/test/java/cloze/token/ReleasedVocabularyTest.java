package cloze.token;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.VocabularyConfig.Casing;
import cloze.config.VocabularyConfig.Kind;
import cloze.vocabulary.VocabularyFile;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every line of the golden file must yield the ids of the reference tokenizer, with both released vocabularies. The
 * system property cloze.data names the folder: tokenization/golden.jsonl (text, uncased, multilingual_cased) and
 * vocabulary/.
 */
@Tag("data")
class ReleasedVocabularyTest {
    private static final Path DATA = Path.of(System.getProperty("cloze.data", ""));

    @Test
    void givesTheIdsOfTheUncasedReference() throws IOException {
        assertThat(differences("bert-base-uncased-vocab.txt", Casing.LOWER, "uncased"))
                .isEmpty();
    }

    @Test
    void givesTheIdsOfTheMultilingualCasedReference() throws IOException {
        assertThat(differences("bert-base-multilingual-cased-vocab.txt", Casing.KEEP, "multilingual_cased"))
                .isEmpty();
    }

    private static List<String> differences(String vocabularyFile, Casing casing, String field) throws IOException {
        var vocabulary = VocabularyFile.at(DATA.resolve("vocabulary")
                        .resolve(vocabularyFile)
                        .toUri()
                        .toString())
                .read(new Configuration());
        TextEncoder encoder = Tokenizer.of(vocabulary, casing, Kind.WORDPIECE).encoder();
        List<String> differences = new ArrayList<>();
        int compared = 0;
        try (Stream<String> lines = Files.lines(DATA.resolve("tokenization").resolve("golden.jsonl"))) {
            for (String line : (Iterable<String>) lines::iterator) {
                Config golden = ConfigFactory.parseString(line);
                String text = golden.getString("text");
                List<Integer> expected = golden.getIntList(field);
                List<Integer> actual =
                        Arrays.stream(encoder.encode(text)).boxed().toList();
                if (!actual.equals(expected)) {
                    differences.add("%s: expected %s, found %s".formatted(text, expected, actual));
                }
                compared++;
            }
        }
        assertThat(compared).as("lines of the golden file").isGreaterThan(9_000);
        return differences;
    }
}
