package cloze.release;

import cloze.config.VocabularyConfig.Casing;
import cloze.error.InvalidInputException;
import cloze.vocabulary.AddedToken;
import cloze.vocabulary.BasicTokenizer;
import cloze.vocabulary.Vocabulary;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads and writes {@code tokenizer.json}, the whole of a tokenizer for Hugging Face's tokenizers. Accepts only the rules
 * of BERT: what the normalizer and the pre-tokenizer do cannot be chosen here.
 */
final class TokenizerJson {
    static final String FILE = "tokenizer.json";

    private final ObjectNode json;
    private final String origin;

    /**
     * @param json the file's contents
     * @param origin name of the file, for messages
     */
    TokenizerJson(ObjectNode json, String origin) {
        this.json = json;
        this.origin = origin;
    }

    String origin() {
        return origin;
    }

    /**
     * Rejects rules other than BERT's. Ignores truncation, padding and the decoder, which cut no text.
     *
     * @throws InvalidInputException with all of them
     */
    void check() {
        var expectations = new Expectations(origin);
        JsonNode model = json.path("model");
        expectations.require(
                model, "type", "\"WordPiece\"", type -> type.asText().equals("WordPiece"));
        if (!model.path("vocab").isObject()) {
            expectations.fault("model.vocab: expected the ids of pieces, found none");
        }
        require(expectations, model, "unk_token", Vocabulary.UNK);
        require(expectations, model, "continuing_subword_prefix", Vocabulary.CONTINUATION);
        expectations.require(
                model,
                "max_input_chars_per_word",
                "a whole number of at least 1",
                value -> value.isIntegralNumber() && value.canConvertToInt() && value.asInt() >= 1);
        JsonNode normalizer = json.path("normalizer");
        require(expectations, normalizer, "type", "BertNormalizer");
        for (String key : List.of("clean_text", "handle_chinese_chars")) {
            expectations.require(normalizer, key, "true", value -> value.isBoolean() && value.asBoolean());
        }
        expectations.require(normalizer, "lowercase", "true or false", JsonNode::isBoolean);
        expectations.requireOrNull(
                normalizer,
                "strip_accents",
                "null or the value of lowercase",
                value -> value.isBoolean() && value.asBoolean() == (casing() == Casing.LOWER));
        require(expectations, json.path("pre_tokenizer"), "type", "BertPreTokenizer");
        if (!PostProcessorJson.isBert(json.path("post_processor"), model.path("vocab"))) {
            expectations.fault("post_processor: expected [CLS] A [SEP] B [SEP] with segments 0 and 1, found "
                    + UntrustedJson.shortened(json.path("post_processor")));
        }
        expectations.hold("a tokenizer");
    }

    /** Checks a key that has no default. */
    private static void require(Expectations expectations, JsonNode json, String key, String expected) {
        if (!json.path(key).asText().equals(expected)) {
            JsonNode found = json.path(key);
            expectations.fault("%s: expected \"%s\", found %s"
                    .formatted(key, expected, found.isMissingNode() ? "none" : UntrustedJson.shortened(found)));
        }
    }

    Casing casing() {
        return json.path("normalizer").path("lowercase").asBoolean(true) ? Casing.LOWER : Casing.KEEP;
    }

    /** Returns the longest word, in code points, that is not [UNK]. */
    int longestWord() {
        return json.path("model").path("max_input_chars_per_word").asInt(PublishedTokenizer.LONGEST_WORD);
    }

    /**
     * Returns the added tokens by id.
     *
     * @throws InvalidInputException if one is malformed
     */
    SortedMap<Integer, AddedToken> added() {
        SortedMap<Integer, AddedToken> added = new TreeMap<>();
        for (JsonNode token : json.path("added_tokens")) {
            JsonNode id = token.path("id");
            if (!isId(id) || added.put(id.asInt(), AddedTokenJson.read(token, origin)) != null) {
                throw new InvalidInputException("%s: expected added tokens with an id each, found %s"
                        .formatted(origin, UntrustedJson.shortened(token)));
            }
        }
        return added;
    }

    private static boolean isId(JsonNode id) {
        return id.isIntegralNumber() && id.canConvertToInt() && id.asInt() >= 0;
    }

    /**
     * Returns the ids of the pieces, without added tokens.
     *
     * @throws InvalidInputException if a piece has none
     */
    Map<String, Integer> ids() {
        Map<String, Integer> ids = new HashMap<>();
        for (Map.Entry<String, JsonNode> piece :
                json.path("model").path("vocab").properties()) {
            if (!isId(piece.getValue())) {
                throw new InvalidInputException("%s: expected an id of piece \"%s\", found %s"
                        .formatted(origin, piece.getKey(), UntrustedJson.shortened(piece.getValue())));
            }
            ids.put(piece.getKey(), piece.getValue().asInt());
        }
        return ids;
    }

    /**
     * Returns the pieces in id order, without added tokens.
     *
     * @throws InvalidInputException if ids are missing or shared, or a piece cannot be a line of a vocab.txt
     */
    List<String> pieces() {
        Map<String, Integer> ids = ids();
        String[] pieces = new String[ids.size()];
        ids.forEach((piece, id) -> {
            if (id >= pieces.length || pieces[id] != null) {
                throw new InvalidInputException(
                        "%s: expected the ids 0 to %d for %d pieces, each once, found %d for \"%s\"; a vocab.txt beside it may have pieces twice or none for an id"
                                .formatted(origin, pieces.length - 1, pieces.length, id, piece));
            }
            pieces[id] = requireLine(piece);
        });
        return Arrays.asList(pieces);
    }

    private String requireLine(String piece) {
        boolean isLine = !piece.isEmpty()
                && !BasicTokenizer.separates(piece.charAt(0))
                && !BasicTokenizer.separates(piece.charAt(piece.length() - 1))
                && piece.indexOf('\n') < 0
                && UntrustedJson.isUnicode(piece);
        if (!isLine) {
            throw new InvalidInputException(
                    "%s: expected pieces without line breaks, halves of characters and white space at the ends, found \"%s\""
                            .formatted(origin, piece.replace("\n", "\\n")));
        }
        return piece;
    }

    /** Returns the added tokens of {@code tokenizer} by their ids. */
    static SortedMap<Integer, AddedToken> byId(PublishedTokenizer tokenizer, Vocabulary vocabulary) {
        SortedMap<Integer, AddedToken> byId = new TreeMap<>();
        tokenizer
                .added()
                .forEach(token -> byId.put(vocabulary.id(token.content()).orElseThrow(), token));
        return byId;
    }

    /** Returns a {@code tokenizer.json}. */
    static ObjectNode write(PublishedTokenizer tokenizer, Vocabulary vocabulary) {
        ObjectNode json = UntrustedJson.empty();
        json.put("version", "1.0").putNull("truncation").putNull("padding");
        var added = json.putArray("added_tokens");
        byId(tokenizer, vocabulary)
                .forEach((id, token) ->
                        AddedTokenJson.write(token, added.addObject().put("id", id)));
        json.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put("handle_chinese_chars", true)
                .putNull("strip_accents")
                .put("lowercase", tokenizer.casing() == Casing.LOWER);
        json.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        json.set("post_processor", PostProcessorJson.bert(vocabulary));
        json.putObject("decoder")
                .put("type", "WordPiece")
                .put("prefix", Vocabulary.CONTINUATION)
                .put("cleanup", true);
        ObjectNode vocab = json.putObject("model")
                .put("type", "WordPiece")
                .put("unk_token", Vocabulary.UNK)
                .put("continuing_subword_prefix", Vocabulary.CONTINUATION)
                .put("max_input_chars_per_word", tokenizer.longestWord())
                .putObject("vocab");
        List<String> pieces = vocabulary.pieces();
        for (int id = 0; id < pieces.size(); id++) {
            // Of a piece that is listed twice, the later id counts.
            vocab.put(pieces.get(id), id);
        }
        return json;
    }
}
