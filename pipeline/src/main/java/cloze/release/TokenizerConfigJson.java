package cloze.release;

import cloze.config.VocabularyConfig.Casing;
import cloze.error.InvalidInputException;
import cloze.vocabulary.AddedToken;
import cloze.vocabulary.Vocabulary;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Reads {@code tokenizer_config.json} and {@code special_tokens_map.json}, and rejects settings with which transformers
 * would cut text in another way than this program.
 */
final class TokenizerConfigJson {
    static final String FILE = "tokenizer_config.json";
    static final String SPECIALS_FILE = "special_tokens_map.json";

    /** Key of the added tokens by id. */
    private static final String ADDED = "added_tokens_decoder";

    private static final String CLASS = "tokenizer_class";

    /** Keys of credentials, which once were saved with the settings. No text has such a token. */
    private static final Set<String> CREDENTIALS = Set.of("use_auth_token", "auth_token", "access_token", "hf_token");

    /** Keys of lists or maps of further special tokens. */
    private static final List<String> EXTRA = List.of("additional_special_tokens", "extra_special_tokens");

    /** The tokenizer's classes with the rules of google-research/bert. */
    private static final Set<String> BERT = Set.of("BertTokenizer", "BertTokenizerFast");

    /** Classes that apply whatever rules tokenizer.json has. */
    private static final Set<String> GENERIC = Set.of("TokenizersBackend", "PreTrainedTokenizerFast");

    private final ObjectNode json;
    private final String origin;

    /**
     * @param json the file's contents
     * @param origin name of the file, for messages
     */
    TokenizerConfigJson(ObjectNode json, String origin) {
        this.json = json;
        this.origin = origin;
    }

    String origin() {
        return origin;
    }

    /** Returns whether the rules of tokenizer.json apply instead of those of the keys here. */
    boolean isGeneric() {
        return GENERIC.contains(json.path(CLASS).asText());
    }

    /** Returns the casing. Like transformers, lower-cases text unless the file says otherwise. */
    Casing casing() {
        return json.path("do_lower_case").asBoolean(true) ? Casing.LOWER : Casing.KEEP;
    }

    /**
     * Rejects settings of another tokenizer.
     *
     * @throws InvalidInputException with all of them
     */
    void check() {
        var expectations = new Expectations(origin);
        expectations.requireOrNull(
                json,
                CLASS,
                "BertTokenizer",
                value -> BERT.contains(value.asText()) || GENERIC.contains(value.asText()));
        expectations.requireOrNull(json, "auto_map", "none, because no code of a model is run", JsonNode::isEmpty);
        expectations.require(json, "do_lower_case", "true or false", JsonNode::isBoolean);
        boolean lower = casing() == Casing.LOWER;
        expectations.requireOrNull(
                json,
                "strip_accents",
                "null or the value of do_lower_case",
                value -> isGeneric() || (value.isBoolean() && value.asBoolean() == lower));
        for (String key : List.of(
                "tokenize_chinese_chars",
                "clean_text",
                "do_basic_tokenize",
                "do_word_tokenize",
                "do_subword_tokenize")) {
            expectations.requireOrNull(json, key, "true", is(true));
        }
        expectations.requireOrNull(json, "split_special_tokens", "false", is(false));
        expectations.requireOrNull(json, "word_tokenizer_type", "\"basic\"", is("basic"));
        expectations.requireOrNull(json, "subword_tokenizer_type", "\"wordpiece\"", is("wordpiece"));
        expectations.requireOrNull(json, "wordpieces_prefix", "\"##\"", is(Vocabulary.CONTINUATION));
        expectations.requireOrNull(json, "never_split", "none", TokenizerConfigJson::areSpecials);
        expectations.hold("a tokenizer");
        named();
    }

    private static Predicate<JsonNode> is(boolean expected) {
        return value -> value.isBoolean() && value.asBoolean() == expected;
    }

    private static Predicate<JsonNode> is(String expected) {
        return value -> value.asText().equals(expected);
    }

    private static boolean areSpecials(JsonNode list) {
        for (JsonNode word : list) {
            if (!Vocabulary.SPECIALS.contains(word.asText())) {
                return false;
            }
        }
        return list.isArray();
    }

    /** Returns whether the file lists added tokens. transformers then ignores the lists in other files. */
    boolean listsAdded() {
        return json.path(ADDED).isObject();
    }

    /**
     * Returns the listed added tokens by id.
     *
     * @throws InvalidInputException if a key is no id
     */
    SortedMap<Integer, AddedToken> added() {
        SortedMap<Integer, AddedToken> added = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : json.path(ADDED).properties()) {
            int id = id(entry.getKey())
                    .orElseThrow(() ->
                            new InvalidInputException("%s: expected the ids of added tokens as keys of %s, found \"%s\""
                                    .formatted(origin, ADDED, entry.getKey())));
            added.put(id, AddedTokenJson.read(entry.getValue(), origin));
        }
        return added;
    }

    private static OptionalInt id(String key) {
        return key.matches("0|[1-9][0-9]{0,8}") ? OptionalInt.of(Integer.parseInt(key)) : OptionalInt.empty();
    }

    /**
     * Returns the special tokens that are named by their use ({@code mask_token}), and the further ones, by content. Like
     * transformers 5, takes a use of any name.
     *
     * @throws InvalidInputException if a use of BERT has another token
     */
    Map<String, AddedToken> named() {
        Map<String, AddedToken> named = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            JsonNode value = entry.getValue();
            if (isUse(entry.getKey()) && (value.isTextual() || value.isObject())) {
                AddedToken token = AddedTokenJson.read(value, origin);
                requireUsual(entry.getKey(), token);
                named.put(token.content(), special(token));
            }
        }
        for (String key : EXTRA) {
            for (JsonNode value : json.path(key)) {
                AddedToken token = special(AddedTokenJson.read(value, origin));
                named.putIfAbsent(token.content(), token);
            }
        }
        return named;
    }

    private static boolean isUse(String key) {
        return key.endsWith("_token") && !CREDENTIALS.contains(key);
    }

    private void requireUsual(String key, AddedToken token) {
        for (String usual : Vocabulary.SPECIALS) {
            if (key.equals(use(usual)) && !token.content().equals(usual)) {
                throw new InvalidInputException(
                        "%s: expected %s to be \"%s\", found \"%s\", which this program does not support"
                                .formatted(origin, key, usual, token.content()));
            }
        }
    }

    private static AddedToken special(AddedToken token) {
        return new AddedToken(
                token.content(), token.singleWord(), token.lstrip(), token.rstrip(), token.normalized(), true);
    }

    /** Returns the key of a special token: mask_token for [MASK]. */
    private static String use(String special) {
        return special.substring(1, special.length() - 1).toLowerCase(Locale.ROOT) + "_token";
    }

    /**
     * Returns a {@code tokenizer_config.json}.
     *
     * @param longest maximum number of tokens
     */
    static ObjectNode write(PublishedTokenizer tokenizer, Vocabulary vocabulary, int longest) {
        ObjectNode json = specials();
        ObjectNode added = json.putObject(ADDED);
        TokenizerJson.byId(tokenizer, vocabulary)
                .forEach((id, token) -> AddedTokenJson.write(token, added.putObject(Integer.toString(id))));
        return json.put("do_lower_case", tokenizer.casing() == Casing.LOWER)
                .put("model_max_length", longest)
                .putNull("strip_accents")
                .put("tokenize_chinese_chars", true)
                .put(CLASS, "BertTokenizer");
    }

    /** Returns a {@code special_tokens_map.json}. */
    static ObjectNode specials() {
        ObjectNode json = UntrustedJson.empty();
        Vocabulary.SPECIALS.stream()
                .sorted(Comparator.comparing(TokenizerConfigJson::use))
                .forEach(special -> json.put(use(special), special));
        return json;
    }
}
