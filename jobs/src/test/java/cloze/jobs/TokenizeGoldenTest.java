package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The tokenize job over every text of the golden file, a line each, must write the ids of the reference tokenizer. The folder comes in
 * through the system property cloze.data: tokenization/golden.jsonl (text, uncased, multilingual_cased) and vocabulary/. A text that holds
 * a line feed would be several lines and is left out.
 */
@Tag("spark")
@Tag("data")
class TokenizeGoldenTest {
    private static final Path DATA = Path.of(System.getProperty("cloze.data", ""));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "bert-base-uncased-vocab.txt, true, uncased",
        "bert-base-multilingual-cased-vocab.txt, false, multilingual_cased"
    })
    void writesTheIdsOfTheReference(String vocabulary, boolean lowerCase, String field) throws IOException {
        List<String> texts = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        int several = 0;
        for (String line : Files.readAllLines(DATA.resolve("tokenization").resolve("golden.jsonl"))) {
            JsonNode golden = new ObjectMapper().readTree(line);
            String text = golden.get("text").asText();
            if (text.contains("\n")) {
                several++;
                continue;
            }
            texts.add(text);
            expected.add(StreamSupport.stream(golden.get(field).spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(" ")));
        }
        assertThat(texts).as("%d texts of several lines left out", several).hasSizeGreaterThan(9_000);
        Path input = Files.writeString(folder.resolve("golden.txt"), String.join("\n", texts) + "\n");
        Path output = folder.resolve("out");

        CapturedJob run = CapturedJob.run(
                new TokenizeJob(),
                SmallCorpus.settings(
                        "corpus.input=\"" + input + "\"",
                        "vocabulary.file=\"" + DATA.resolve("vocabulary").resolve(vocabulary) + "\"",
                        "vocabulary.do-lower-case=" + lowerCase,
                        "output=\"" + output + "\""));

        assertThat(run.exitCode()).as(run.progress()).isZero();
        List<String> actual = List.of(TokenizeJobTest.lines(output).split("\n", -1));
        assertThat(actual.subList(0, actual.size() - 1)).isEqualTo(expected);
    }
}
