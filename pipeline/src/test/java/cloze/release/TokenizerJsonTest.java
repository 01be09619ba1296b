package cloze.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.VocabularyConfig.Casing;
import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.vocabulary.AddedToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests a tokenizer.json as transformers 5 writes it, without a vocab.txt. */
class TokenizerJsonTest {
    private static final String JSON =
            """
            {
              "version": "1.0", "truncation": {"max_length": 8}, "padding": null,
              "added_tokens": [
                {"id": 0, "content": "[PAD]", "single_word": false, "lstrip": false, "rstrip": false,
                 "normalized": false, "special": true}
              ],
              "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                             "strip_accents": null, "lowercase": true},
              "pre_tokenizer": {"type": "BertPreTokenizer"},
              "post_processor": {"type": "TemplateProcessing",
                "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                           {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
                "pair": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                         {"SpecialToken": {"id": "[SEP]", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}},
                         {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
                "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]},
                                   "[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]}}},
              "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
              "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                        "max_input_chars_per_word": 100,
                        "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "[MASK]": 4,
                                  "a": 5, "fish": 6, "##es": 7, "swims": 8}}
            }
            """;

    @TempDir
    Path folder;

    private ModelFolder model;

    @BeforeEach
    void write() throws IOException {
        model = HandWrittenFolder.complete().write(folder);
        Files.delete(folder.resolve("vocab.txt"));
        put("tokenizer.json", JSON);
    }

    private void put(String name, String json) throws IOException {
        Files.writeString(folder.resolve(name), json);
    }

    private void replace(String part, String other) throws IOException {
        assertThat(JSON).contains(part);
        put("tokenizer.json", JSON.replace(part, other));
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(model::check)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void givesThePiecesAndTheTokenizerOfAVocabTxt(@TempDir Path other) throws IOException {
        ModelFolder text = HandWrittenFolder.complete().write(other);
        model.check();
        assertThat(model.vocabulary()).isEqualTo(text.vocabulary());
        assertThat(model.tokenizer()).isEqualTo(text.tokenizer());
        assertThat(model.vocabularyFile().getName()).isEqualTo("tokenizer.json");
    }

    @Test
    void keepsTheLongestWord() throws IOException {
        assertThat(model.tokenizer().longestWord()).isEqualTo(100);
        replace("\"max_input_chars_per_word\": 100", "\"max_input_chars_per_word\": 4");
        assertThat(model.tokenizer().tokenizer(model.requireVocabulary()).encode("fish fishes"))
                .containsExactly(6, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"model\": {\"type\": \"WordPiece\"|\"model\": {\"type\": \"BPE\"|type",
                "\"type\": \"WordPiece\", \"unk_token\": \"[UNK]\"|\"type\": \"Unigram\"|type",
                "\"unk_token\": \"[UNK]\"|\"unk_token\": \"<unk>\"|unk_token",
                "\"continuing_subword_prefix\": \"##\"|\"continuing_subword_prefix\": \"_\"|continuing_subword_prefix",
                "\"continuing_subword_prefix\": \"##\",|``|continuing_subword_prefix",
                "\"max_input_chars_per_word\": 100|\"max_input_chars_per_word\": 0|max_input_chars_per_word",
                "\"max_input_chars_per_word\": 100|\"max_input_chars_per_word\": 1e9|max_input_chars_per_word",
                "\"type\": \"BertNormalizer\"|\"type\": \"Lowercase\"|`\"BertNormalizer\"`",
                "\"normalizer\": {\"type\": \"BertNormalizer\"|\"normalizer\": null, \"other\": {\"a\": 1|`\"BertNormalizer\"`",
                "\"clean_text\": true|\"clean_text\": false|clean_text",
                "\"handle_chinese_chars\": true|\"handle_chinese_chars\": false|handle_chinese_chars",
                "\"strip_accents\": null|\"strip_accents\": false|strip_accents",
                "\"lowercase\": true|\"lowercase\": null|lowercase",
                "\"BertPreTokenizer\"|\"Whitespace\"|`\"BertPreTokenizer\"`",
                "\"id\": \"B\", \"type_id\": 1|\"id\": \"B\", \"type_id\": 0|post_processor",
                "\"ids\": [2]|\"ids\": [3]|post_processor",
                "\"fish\": 6|\"fish\": 5|the ids 0 to 8",
                "\"fish\": 6|\"fish\": 9|the ids 0 to 8",
                "\"fish\": 6|\"fish\": -1|an id of piece",
                "\"fish\": 6|\"fish\": \"6\"|an id of piece",
                "\"fish\": 6|\"\": 6|line breaks",
                "\"fish\": 6|\"fi\\nsh\": 6|line breaks",
                "\"fish\": 6|\" fish\": 6|line breaks",
                "\"[PAD]\": 0|\"pad\": 0|[PAD]",
                "\"id\": 0, |``|added tokens with an id",
                "\"id\": 0, \"content\": \"[PAD]\"|\"id\": 5, \"content\": \"[PAD]\"|to have id 0",
            })
    void otherRulesAreRefusedInWords(String part, String other, String named) throws IOException {
        replace(part, other);
        assertRefused("tokenizer.json", named, "expected");
    }

    @Test
    void whatIsNoJsonIsDamage() throws IOException {
        put("tokenizer.json", JSON.substring(0, JSON.length() / 2));
        assertThatThrownBy(model::check)
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("tokenizer.json");
    }

    @Test
    void theCasingOfBothFilesMustAgree() throws IOException {
        replace("\"lowercase\": true", "\"lowercase\": false");
        assertRefused("do_lower_case = false", "true, the default");
        put("tokenizer_config.json", "{\"do_lower_case\": false}");
        model.check();
        assertThat(model.tokenizer().casing()).isEqualTo(Casing.KEEP);
        put("tokenizer_config.json", "{\"tokenizer_class\": \"TokenizersBackend\"}");
        assertThat(model.tokenizer().casing()).isEqualTo(Casing.KEEP);
    }

    @Test
    void aVocabTxtMustAgree() throws IOException {
        put("vocab.txt", String.join("\n", HandWrittenFolder.PIECES) + "\n");
        model.check();
        put("vocab.txt", String.join("\n", HandWrittenFolder.PIECES).replace("a\nfish", "fish\na") + "\n");
        assertRefused("vocab.txt: expected the ids of", "tokenizer.json", "found id");
        put("vocab.txt", String.join("\n", HandWrittenFolder.PIECES.subList(0, 8)) + "\n");
        assertRefused("vocab.txt", "found id none of \"swims\" and 8 there");
    }

    @Test
    void bertProcessingIsTheSame() throws IOException {
        int from = JSON.indexOf("{\"type\": \"TemplateProcessing\"");
        int to = JSON.indexOf(",\n  \"decoder\"");
        String bert = "{\"type\": \"BertProcessing\", \"sep\": [\"[SEP]\", 3], \"cls\": [\"[CLS]\", 2]}";
        put("tokenizer.json", JSON.substring(0, from) + bert + JSON.substring(to));
        model.check();
    }

    private static String fish(boolean normalized) {
        return "{\"id\": 6, \"content\": \"fish\", \"normalized\": %s}, ".formatted(normalized);
    }

    @Test
    void addedTokensMayStandHereAloneOrTheSameInBothFiles() throws IOException {
        replace("\"added_tokens\": [", "\"added_tokens\": [" + fish(true));
        assertThat(model.tokenizer().ownTokens())
                .containsExactly(new AddedToken("fish", false, false, false, true, false));
        put("tokenizer_config.json", "{\"added_tokens_decoder\": {\"6\": {\"content\": \"fish\"}}}");
        model.check();
        replace("\"added_tokens\": [", "\"added_tokens\": [" + fish(false));
        assertRefused("added tokens", "normalized true", "normalized false");
        replace("\"padding\": null", "\"padding\": null");
        assertRefused("expected the added tokens", "\"fish\"", "none there");
    }
}
