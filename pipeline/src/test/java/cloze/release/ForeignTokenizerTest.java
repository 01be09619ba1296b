package cloze.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.VocabularyConfig.Casing;
import cloze.error.InvalidInputException;
import cloze.vocabulary.AddedToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests tokenizer settings and added tokens as other programs write them, beside a vocab.txt of 9 pieces for 9 rows. */
class ForeignTokenizerTest {
    @TempDir
    Path folder;

    private ModelFolder model;

    @BeforeEach
    void write() throws IOException {
        model = HandWrittenFolder.complete().write(folder);
    }

    private void put(String name, String json) throws IOException {
        Files.writeString(folder.resolve(name), json.replace('\'', '"'));
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(model::check)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(parts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'tokenizer_class': 'BertJapaneseTokenizer'",
                "'tokenizer_class': 'RobertaTokenizer'",
                "'tokenizer_class': 'BertweetTokenizer'",
                "'tokenizer_class': ['BertTokenizer']",
                "'auto_map': {'AutoTokenizer': ['tokenization.Mine', null]}",
                "'word_tokenizer_type': 'mecab'",
                "'word_tokenizer_type': 'sudachi'",
                "'subword_tokenizer_type': 'character'",
                "'subword_tokenizer_type': 'sentencepiece'",
                "'never_split': ['fish']",
                "'never_split': 'fish'",
                "'do_basic_tokenize': false",
                "'do_word_tokenize': false",
                "'do_subword_tokenize': false",
                "'do_lower_case': 'yes'",
                "'strip_accents': false",
                "'do_lower_case': false, 'strip_accents': true",
                "'tokenize_chinese_chars': false",
                "'clean_text': false",
                "'split_special_tokens': true",
                "'wordpieces_prefix': '_'",
                "'mask_token': 'fish'",
                "'cls_token': {'content': 'a'}",
            })
    void aSettingThatCutsTextOtherwiseIsRefused(String setting) throws IOException {
        put("tokenizer_config.json", "{" + setting + "}");
        String last = setting.substring(setting.lastIndexOf(", '") + 1).strip();
        assertRefused("tokenizer_config.json", last.substring(1, last.indexOf("':")), "expected");
    }

    @Test
    void allSettingsAreNamedAtOnce() throws IOException {
        put("tokenizer_config.json", "{'tokenizer_class': 'BertJapaneseTokenizer', 'word_tokenizer_type': 'mecab'}");
        assertRefused("tokenizer_class = \"BertJapaneseTokenizer\": expected BertTokenizer", "word_tokenizer_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'tokenizer_class': null, 'strip_accents': null, 'never_split': null, 'auto_map': null}",
                "{'tokenizer_class': 'BertTokenizerFast', 'do_lower_case': true, 'strip_accents': true}",
                "{'do_basic_tokenize': true, 'never_split': ['[MASK]'], 'word_tokenizer_type': 'basic'}",
                "{'backend': 'tokenizers', 'is_local': true, 'model_max_length': 1000000000000000019884624838656}",
                "{'mask_token': {'content': '[MASK]', 'lstrip': true, '__type': 'AddedToken'}, 'bos_token': null}",
            })
    void settingsOfTheSameTokenizerAreRead(String settings) throws IOException {
        put("tokenizer_config.json", settings);
        model.check();
        assertThat(model.tokenizer().casing()).isEqualTo(Casing.LOWER);
        assertThat(model.tokenizer().ownTokens()).isEmpty();
        assertThat(model.vocabulary().orElseThrow().pieces()).isEqualTo(HandWrittenFolder.PIECES);
    }

    @Test
    void theClassInConfigJsonCounts() throws IOException {
        HandWrittenFolder.complete()
                .withConfig("\"vocab_size\": 9", "\"vocab_size\": 9, \"tokenizer_class\": \"BertJapaneseTokenizer\"")
                .write(folder);
        assertRefused("config.json", "tokenizer_class", "BertJapaneseTokenizer");
    }

    @Test
    void aClassWithoutRulesNeedsATokenizerJson() throws IOException {
        put("tokenizer_config.json", "{'tokenizer_class': 'PreTrainedTokenizerFast'}");
        assertRefused("tokenizer_config.json", "tokenizer_class", "tokenizer.json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tokenizer_config.json|{'added_tokens_decoder': {'6': {'content': 'fish', 'normalized': true}}}|true|false",
                "tokenizer_config.json|{'added_tokens_decoder': {'6': {'content': 'fish', 'single_word': true, 'special': true}}}|false|true",
                "added_tokens.json|{'fish': 6}|true|false",
                "tokenizer_config.json|{'additional_special_tokens': ['fish']}|false|false",
                "tokenizer_config.json|{'extra_special_tokens': {'river_token': 'fish'}}|false|false",
                "tokenizer_config.json|{'river_token': 'fish'}|false|false",
                "special_tokens_map.json|{'additional_special_tokens': [{'content': 'fish', 'normalized': true}]}|true|false",
            })
    void anAddedTokenIsReadWhereverItStands(String file, String json, boolean normalized, boolean singleWord)
            throws IOException {
        put(file, json);
        model.check();
        assertThat(model.tokenizer().ownTokens())
                .extracting(AddedToken::rule)
                .containsExactly(new AddedToken("fish", singleWord, false, false, normalized, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"use_auth_token", "auth_token", "access_token", "hf_token"})
    void aCredentialIsNoTokenOfText(String key) throws IOException {
        for (String file : List.of("tokenizer_config.json", "special_tokens_map.json")) {
            put(file, "{'%s': 'hf_secret'}".formatted(key));
        }
        model.check();
        assertThat(model.tokenizer().ownTokens()).isEmpty();
        assertThat(model.vocabulary().orElseThrow().pieces()).isEqualTo(HandWrittenFolder.PIECES);
    }

    @Test
    void aSpecialTokenMayBeNormalized() throws IOException {
        put("special_tokens_map.json", "{'mask_token': {'content': '[MASK]', 'lstrip': true, 'normalized': true}}");
        assertThat(model.tokenizer().added())
                .contains(new AddedToken("[MASK]", false, true, false, true, true))
                .hasSize(5);
        put("tokenizer_config.json", "{'added_tokens_decoder': {'4': {'content': '[MASK]', 'special': true}}}");
        assertThat(model.tokenizer().added()).contains(AddedToken.special("[MASK]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'5': {'content': 'fish'}}|`\"fish\" to have id 6`",
                "{'8': {'content': 'river'}}|`\"river\" to have id 9`",
                "{'10': {'content': 'river'}}|`\"river\" to have id 9`",
                "{'4': {'content': '[CLS]', 'special': true}}|`\"[CLS]\" to have id 2`",
                "{'6': {'content': 'fish'}, '9': {'content': 'fish'}}|found it with two ids",
                "{'six': {'content': 'fish'}}|ids of added tokens as keys",
                "{'-1': {'content': 'fish'}}|ids of added tokens as keys",
                "{'99999999999': {'content': 'fish'}}|ids of added tokens as keys",
                "{'6': {'content': 'fish', 'normalized': 'yes'}}|normalized of added token",
                "{'6': {'content': ''}}|without white space",
                "{'6': 6}|without white space",
                "{'9': {'content': ' river'}}|without white space",
                "{'9': {'content': 'ri\\nver'}}|without line breaks",
                "{'6': {'content': 'fish', 'normalized': true}, '9': {'content': 'Fish', 'normalized': true}}|the same after",
                "{'9': {'content': 'river'}}|at most 9 pieces",
            })
    void anAddedTokenThatIsNotWhatItSeemsIsRefused(String added, String part) throws IOException {
        put("tokenizer_config.json", "{'added_tokens_decoder': " + added + "}");
        assertRefused(part);
    }

    @Test
    void anAddedTokenBeyondTheVocabularyIsAPiece() throws IOException {
        HandWrittenFolder.complete()
                .with("bert.embeddings.word_embeddings.weight", new int[] {10, 4}, new float[40])
                .with("cls.predictions.bias", new int[] {10}, new float[10])
                .withConfig("\"vocab_size\": 9", "\"vocab_size\": 10")
                .write(folder);
        put("added_tokens.json", "{'the river': 9}");
        model.check();
        assertThat(model.vocabulary().orElseThrow().piece(9)).isEqualTo("the river");
        assertThat(model.tokenizer().tokenizer(model.requireVocabulary()).encode("a fish the RIVER"))
                .containsExactly(5, 6, 9);
    }
}
