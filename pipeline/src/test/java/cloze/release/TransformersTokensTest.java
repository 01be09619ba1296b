package cloze.release;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Initializer;
import cloze.config.NetworkConfig.Kind;
import cloze.config.VocabularyConfig;
import cloze.config.VocabularyConfig.Casing;
import cloze.token.TextEncoder;
import cloze.token.Tokenizer;
import cloze.vocabulary.AddedToken;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.VocabularyFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares the ids of more than 10,000 texts with those that tokenizers and transformers give them with a folder written
 * here, and prints how many are equal. cloze.python names the Python, cloze.data the folder of the released vocabularies
 * and of the reference's ids.
 *
 * <p>Three rules differ. The reference takes [MASK] in a text for text. tokenizers lower-cases each character by itself, so a capital sigma never becomes a final one. The
 * class BertTokenizer ignores the longest word that tokenizer.json states.
 */
@Tag("slow")
@Tag("transformers")
@Tag("data")
class TransformersTokensTest {
    private static final Path DATA = Path.of(System.getProperty("cloze.data", ""));
    private static final Pattern FINAL_SIGMA = Pattern.compile("\\p{L}\u03a3(?!\\p{L})");
    private static final Pattern LONG_WORD = Pattern.compile("\\w{101,}", Pattern.UNICODE_CHARACTER_CLASS);

    private static final List<AddedToken> ADDED = List.of(
            new AddedToken("[ENT]", false, false, false, false, false),
            new AddedToken("Old-Mill", false, false, false, true, false),
            new AddedToken("New Yorkshire", true, false, false, false, true),
            new AddedToken("na\u00efvety", true, false, false, true, false),
            new AddedToken("Ozymandias", false, true, true, true, false),
            new AddedToken("Ozy", true, false, false, false, false),
            new AddedToken("\u9f98\u9f97", false, false, false, true, false),
            AddedToken.reserved("C+++"));

    private static final List<String> CONTEXTS = List.of(
            "%s",
            "%sed",
            "a %s b",
            "a%s",
            "%sb",
            "%s%<s",
            "%s %<s",
            "(%s), %<s.",
            "_%s",
            "%s_",
            "1%s2",
            "\u00e9%s\u00e9",
            "%s\u0301",
            "%s\u200d",
            "\t%s\u00a0%<s\u3000",
            "%ss %<s's",
            "[MASK]%s[SEP] [mask]%<s",
            "\u9f98%s\u9f97",
            "Ozy%s");

    @TempDir
    Path folder;

    /** A text and its ids, with [CLS] and [SEP]. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Line(String text, int[] ids) {}

    @ParameterizedTest
    @CsvSource({
        "LOWER, bert-base-uncased-vocab.txt, uncased",
        "KEEP, bert-base-multilingual-cased-vocab.txt, multilingual_cased"
    })
    void transformersGivesTheSameIds(Casing casing, String vocabulary, String golden)
            throws IOException, InterruptedException, URISyntaxException {
        ModelFolder written = write(casing, vocabulary);
        List<Line> lines = new ArrayList<>(golden(written, golden));
        int reference = lines.size();
        lines.addAll(own(written));
        Path saved = folder.resolve("saved");
        JsonNode result = compare(lines, saved);

        var report = new StringBuilder("%s, %s: %d texts of the reference, %d with added tokens%n"
                .formatted(golden, result.get("versions").asText(), reference, lines.size() - reference));
        List<String> unexplained = new ArrayList<>();
        result.get("differing").properties().forEach(way -> {
            JsonNode differing = way.getValue();
            report.append(
                    "  %s: %d of %d equal%n".formatted(way.getKey(), lines.size() - differing.size(), lines.size()));
            differing.fieldNames().forEachRemaining(index -> {
                int at = Integer.parseInt(index);
                String text = lines.get(at).text;
                if (!isKnown(text, casing, way.getKey(), at < reference)) {
                    unexplained.add("%s: %s %s".formatted(way.getKey(), text, differing.get(index)));
                }
            });
        });
        System.out.print(report);
        assertThat(unexplained).isEmpty();
        assertReadsBack(written, saved);
    }

    private static boolean isKnown(String text, Casing casing, String way, boolean isReference) {
        return (casing == Casing.LOWER && FINAL_SIGMA.matcher(text).find())
                || (!way.equals("tokenizers") && LONG_WORD.matcher(text).find())
                || (isReference && Vocabulary.SPECIALS.stream().anyMatch(text::contains));
    }

    private ModelFolder write(Casing casing, String file) throws IOException {
        List<String> pieces = new ArrayList<>(
                VocabularyFile.at(DATA.resolve("vocabulary").resolve(file).toString())
                        .read(new Configuration())
                        .pieces());
        ADDED.forEach(token -> pieces.add(token.content()));
        Vocabulary vocabulary = Vocabulary.of(pieces, "the test");
        List<AddedToken> added =
                new ArrayList<>(PublishedTokenizer.reserving(casing, List.of()).added());
        added.set(4, new AddedToken("[MASK]", false, true, false, false, true));
        added.addAll(ADDED);
        ModelFolder written = GoldenModel.folder(Files.createDirectories(folder.resolve("model")));
        var network = new NetworkConfig(
                Kind.BERT, pieces.size(), 4, 1, 2, 4, 0, 0, 16, 2, Initializer.BERT, 0.02, HiddenAct.GELU);
        written.write(
                ModelFolderTest.model(network),
                vocabulary,
                new PublishedTokenizer(casing, added, Tokenizer.LONGEST_WORD));
        return written;
    }

    /** Returns the golden texts with the ids of the reference, which prepare's tokenizer must give them too. */
    private static List<Line> golden(ModelFolder model, String field) throws IOException {
        Vocabulary vocabulary = model.requireVocabulary();
        TextEncoder encoder = Tokenizer.of(vocabulary, model.tokenizer().casing(), VocabularyConfig.Kind.WORDPIECE)
                .encoder();
        var json = new ObjectMapper();
        List<Line> lines = new ArrayList<>();
        for (String line : Files.readAllLines(DATA.resolve("tokenization/golden.jsonl"))) {
            JsonNode row = json.readTree(line);
            String text = row.get("text").asText();
            int[] ids = IntStream.range(0, row.get(field).size())
                    .map(i -> row.get(field).get(i).asInt())
                    .toArray();
            assertThat(encoder.encode(text)).as(text).isEqualTo(ids);
            lines.add(new Line(text, wrapped(vocabulary, ids)));
        }
        return lines;
    }

    private static List<Line> own(ModelFolder model) throws IOException {
        Vocabulary vocabulary = model.requireVocabulary();
        TextEncoder encoder = model.tokenizer().tokenizer(vocabulary).encoder();
        return Stream.concat(ADDED.stream().map(AddedToken::content), Vocabulary.SPECIALS.stream())
                .flatMap(content ->
                        Stream.of(content, content.toLowerCase(Locale.ROOT), content.toUpperCase(Locale.ROOT)))
                .flatMap(written -> CONTEXTS.stream().map(context -> context.formatted(written)))
                .map(text -> new Line(text, wrapped(vocabulary, encoder.encode(text))))
                .toList();
    }

    private static int[] wrapped(Vocabulary vocabulary, int[] ids) {
        int[] all = new int[ids.length + 2];
        all[0] = vocabulary.cls();
        System.arraycopy(ids, 0, all, 1, ids.length);
        all[all.length - 1] = vocabulary.sep();
        return all;
    }

    private JsonNode compare(List<Line> lines, Path saved)
            throws IOException, InterruptedException, URISyntaxException {
        var json = new ObjectMapper();
        Path file = folder.resolve("lines.json");
        json.writeValue(file.toFile(), lines);
        Path said = folder.resolve("said.json");
        Path complaints = folder.resolve("complaints.txt");
        var script = Path.of(TransformersTokensTest.class
                .getResource("tokenize_in_transformers.py")
                .toURI());
        int exitCode = new ProcessBuilder(
                        System.getProperty("cloze.python"),
                        script.toString(),
                        folder.resolve("model").toString(),
                        file.toString(),
                        saved.toString())
                .redirectOutput(said.toFile())
                .redirectError(complaints.toFile())
                .start()
                .waitFor();
        assertThat(exitCode).as(Files.readString(complaints)).isZero();
        return json.readTree(said.toFile());
    }

    /** What transformers saved again is the same model, except that its class keeps no other longest word. */
    private static void assertReadsBack(ModelFolder written, Path saved) throws IOException {
        ModelFolder again = GoldenModel.folder(saved);
        again.check();
        assertThat(Files.exists(saved.resolve("vocab.txt"))).isFalse();
        assertThat(again.vocabulary()).isEqualTo(written.vocabulary());
        assertThat(again.weights(0)).isEqualTo(written.weights(0));
        PublishedTokenizer tokenizer = again.tokenizer();
        assertThat(tokenizer.added())
                .containsExactlyInAnyOrderElementsOf(written.tokenizer().added());
        assertThat(tokenizer.casing()).isEqualTo(written.tokenizer().casing());
        assertThat(Arrays.asList(PublishedTokenizer.LONGEST_WORD, Tokenizer.LONGEST_WORD))
                .contains(tokenizer.longestWord());
    }
}
