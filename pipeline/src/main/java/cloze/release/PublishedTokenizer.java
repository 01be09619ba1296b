package cloze.release;

import cloze.config.VocabularyConfig;
import cloze.config.VocabularyConfig.Casing;
import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.vocabulary.Vocabulary;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * How text becomes pieces of a model's vocabulary, as {@code tokenizer_config.json} describes it for transformers'
 * {@code BertTokenizer}.
 *
 * @param casing whether to lower-case letters
 * @param reservedPieces words that are always one piece; transformers' added tokens
 */
public record PublishedTokenizer(Casing casing, List<String> reservedPieces) {
    static final String FILE = "tokenizer_config.json";
    static final String SPECIALS_FILE = "special_tokens_map.json";

    public PublishedTokenizer {
        reservedPieces = List.copyOf(reservedPieces);
    }

    /** Returns the tokenizer of {@code config}. */
    public static PublishedTokenizer of(VocabularyConfig config) {
        return new PublishedTokenizer(config.casing(), config.reservedPieces());
    }

    /** Returns the default of transformers. */
    static PublishedTokenizer unnamed() {
        return new PublishedTokenizer(Casing.LOWER, List.of());
    }

    /**
     * Parses {@code bytes}, a {@code tokenizer_config.json}.
     *
     * @throws InvalidInputException if it describes a tokenizer that this program does not support
     * @throws CorruptArtifactException if it is not a JSON object
     */
    static PublishedTokenizer parse(byte[] bytes, String origin) {
        ObjectNode json = UntrustedJson.object(bytes, origin);
        boolean lower = json.path("do_lower_case").asBoolean(true);
        JsonNode accents = json.path("strip_accents");
        if (accents.isBoolean() && accents.asBoolean() != lower) {
            throw unlike(origin, "strip_accents", accents, "null or the value of do_lower_case");
        }
        JsonNode ideographs = json.path("tokenize_chinese_chars");
        if (ideographs.isBoolean() && !ideographs.asBoolean()) {
            throw unlike(origin, "tokenize_chinese_chars", ideographs, "true");
        }
        List<String> reserved = new ArrayList<>();
        for (JsonNode added : json.path("added_tokens_decoder")) {
            String content = added.path("content").asText();
            if (!Vocabulary.SPECIALS.contains(content)) {
                reserved.add(content);
            }
        }
        return new PublishedTokenizer(lower ? Casing.LOWER : Casing.KEEP, reserved);
    }

    private static InvalidInputException unlike(String origin, String key, JsonNode found, String expected) {
        return new InvalidInputException("%s: expected %s to be %s, found %s, which this tokenizer does not support"
                .formatted(origin, key, expected, found));
    }

    /**
     * Requires every reserved piece to be in the vocabulary; otherwise a row of the word table would have no piece.
     *
     * @param origin where the pieces come from, for the message
     * @throws InvalidInputException if a piece is missing
     */
    void requirePieces(Vocabulary vocabulary, String origin) {
        List<String> missing = reservedPieces.stream()
                .filter(piece -> vocabulary.id(piece).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw new InvalidInputException(
                    "%s: expected the added tokens of %s among its pieces, did not find %s; append them in the order of their ids"
                            .formatted(origin, FILE, missing));
        }
    }

    /**
     * Returns a {@code tokenizer_config.json}.
     *
     * @param longest maximum number of tokens
     */
    ObjectNode json(Vocabulary vocabulary, int longest) {
        ObjectNode json = named(UntrustedJson.empty());
        if (!reservedPieces.isEmpty()) {
            ObjectNode added = json.putObject("added_tokens_decoder");
            Vocabulary.SPECIALS.forEach(piece -> add(added, vocabulary, piece));
            reservedPieces.forEach(piece -> add(added, vocabulary, piece));
        }
        return json.put("do_lower_case", casing == Casing.LOWER)
                .put("model_max_length", longest)
                .putNull("strip_accents")
                .put("tokenize_chinese_chars", true)
                .put("tokenizer_class", "BertTokenizer");
    }

    /** Returns a {@code special_tokens_map.json}. */
    static ObjectNode specials() {
        return named(UntrustedJson.empty());
    }

    private static ObjectNode named(ObjectNode json) {
        return json.put("cls_token", Vocabulary.CLS)
                .put("mask_token", Vocabulary.MASK)
                .put("pad_token", Vocabulary.PAD)
                .put("sep_token", Vocabulary.SEP)
                .put("unk_token", Vocabulary.UNK);
    }

    private static void add(ObjectNode added, Vocabulary vocabulary, String piece) {
        boolean isSpecial = Vocabulary.SPECIALS.contains(piece);
        boolean isWord = Character.isLetterOrDigit(piece.codePointAt(0))
                && Character.isLetterOrDigit(piece.codePointBefore(piece.length()));
        added.putObject(Integer.toString(vocabulary.id(piece).orElseThrow()))
                .put("content", piece)
                .put("lstrip", false)
                .put("normalized", false)
                .put("rstrip", false)
                .put("single_word", !isSpecial && isWord)
                .put("special", isSpecial);
    }
}
