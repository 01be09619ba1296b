package cloze.release;

import cloze.error.InvalidInputException;
import cloze.vocabulary.AddedToken;
import cloze.vocabulary.Vocabulary;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The added tokens of a folder. Several files may list them; transformers takes those of {@code tokenizer_config.json} or,
 * without a list there, those of {@code added_tokens.json} and {@code tokenizer.json}.
 */
final class AddedTokenSources {
    /** Contents and ids as transformers saved them before it saved anything else about added tokens. */
    private static final String LEGACY_FILE = "added_tokens.json";

    /** Tokens with an id, in its order. */
    private final SortedMap<Integer, AddedToken> listed = new TreeMap<>();

    /** All tokens by content. */
    private final Map<String, AddedToken> byContent = new LinkedHashMap<>();

    private final String origin;

    private AddedTokenSources(String origin) {
        this.origin = origin;
    }

    /**
     * Reads the lists of {@code folder}.
     *
     * @throws InvalidInputException if lists contradict each other
     */
    static AddedTokenSources of(FolderFiles folder, TokenizerConfigJson config, Optional<TokenizerJson> json)
            throws IOException {
        var sources = new AddedTokenSources(folder.path().toString());
        Map<String, AddedToken> named = new LinkedHashMap<>(config.named());
        SortedMap<Integer, AddedToken> whole = json.map(TokenizerJson::added).orElseGet(TreeMap::new);
        if (config.listsAdded()) {
            sources.listed.putAll(config.added());
            json.ifPresent(found -> sources.requireSame(whole, config.origin(), found.origin()));
        } else {
            Optional<ObjectNode> specials = folder.json(TokenizerConfigJson.SPECIALS_FILE);
            if (specials.isPresent()) {
                String file = folder.file(TokenizerConfigJson.SPECIALS_FILE).toString();
                named.putAll(new TokenizerConfigJson(specials.get(), file).named());
            }
            Optional<ObjectNode> legacy = folder.json(LEGACY_FILE);
            if (legacy.isPresent()) {
                sources.addLegacy(legacy.get(), named, folder.file(LEGACY_FILE).toString());
            }
            sources.listed.putAll(whole);
        }
        sources.listed.values().forEach(sources::addListed);
        named.values().forEach(token -> sources.byContent.putIfAbsent(token.content(), token));
        Vocabulary.SPECIALS.forEach(piece -> sources.byContent.putIfAbsent(piece, AddedToken.special(piece)));
        return sources;
    }

    private void addListed(AddedToken token) {
        if (byContent.put(token.content(), token) != null) {
            throw new InvalidInputException(
                    "%s: expected added token \"%s\" once, found it with two ids".formatted(origin, token.content()));
        }
    }

    private void addLegacy(ObjectNode legacy, Map<String, AddedToken> named, String file) {
        for (Map.Entry<String, JsonNode> entry : legacy.properties()) {
            JsonNode id = entry.getValue();
            if (!id.isIntegralNumber() || !id.canConvertToInt() || id.asInt() < 0) {
                throw new InvalidInputException("%s: expected the id of added token \"%s\", found %s"
                        .formatted(file, entry.getKey(), UntrustedJson.shortened(id)));
            }
            boolean special = named.containsKey(entry.getKey()) || Vocabulary.SPECIALS.contains(entry.getKey());
            AddedToken read = AddedTokenJson.read(entry.getKey(), file);
            listed.put(id.asInt(), new AddedToken(read.content(), false, false, false, !special, special));
        }
    }

    /** Requires the tokens of tokenizer.json to be those listed. Either file may omit the five specials. */
    private void requireSame(SortedMap<Integer, AddedToken> whole, String config, String json) {
        SortedMap<Integer, AddedToken> all = new TreeMap<>(listed);
        all.putAll(whole);
        all.forEach((id, token) -> {
            AddedToken here = listed.get(id);
            AddedToken there = whole.get(id);
            boolean same = here != null && there != null && here.cutsLike(there);
            boolean omitted = (here == null || there == null) && Vocabulary.SPECIALS.contains(token.content());
            if (!same && !omitted) {
                throw new InvalidInputException(
                        "%s: expected the added tokens of %s, found %s under id %d and %s there; remove the list that does not belong to the model"
                                .formatted(config, json, described(here), id, described(there)));
            }
        });
    }

    private static String described(AddedToken token) {
        return token == null
                ? "none"
                : "\"%s\" (single_word %s, normalized %s)"
                        .formatted(token.content(), token.singleWord(), token.normalized());
    }

    /** Returns the five specials, then the others in the order of their ids. */
    List<AddedToken> tokens() {
        List<AddedToken> tokens = new ArrayList<>();
        Vocabulary.SPECIALS.forEach(piece -> tokens.add(byContent.get(piece)));
        byContent.values().stream()
                .filter(token -> !Vocabulary.SPECIALS.contains(token.content()))
                .forEach(tokens::add);
        return tokens;
    }

    /**
     * Returns {@code pieces} with the added tokens that are not among them appended.
     *
     * @param file where the pieces come from, for messages
     * @throws InvalidInputException if an added token has the id of another piece, or ids are missing before it
     */
    List<String> complete(List<String> pieces, String file) {
        List<String> all = new ArrayList<>(pieces);
        Map<String, Integer> ids = new HashMap<>();
        for (int id = 0; id < pieces.size(); id++) {
            ids.put(pieces.get(id), id);
        }
        listed.forEach((id, token) -> {
            int found = append(token.content(), all, ids);
            if (found != id) {
                throw new InvalidInputException(
                        "%s: expected added token \"%s\" to have id %d, as in %s with the added tokens appended, found %d"
                                .formatted(origin, token.content(), found, file, id));
            }
        });
        byContent.keySet().stream()
                .filter(content -> !Vocabulary.SPECIALS.contains(content))
                .forEach(content -> append(content, all, ids));
        return all;
    }

    /** Returns the id of {@code content}, which becomes the last piece if it is new. */
    private static int append(String content, List<String> all, Map<String, Integer> ids) {
        Integer known = ids.putIfAbsent(content, all.size());
        if (known == null) {
            all.add(content);
            return all.size() - 1;
        }
        return known;
    }
}
