package cloze.release;

import cloze.config.VocabularyConfig.Casing;
import cloze.error.InvalidInputException;
import cloze.vocabulary.BasicTokenizer;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.VocabularyFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Pieces and tokenizer of a model folder, from all the files that describe them: {@code vocab.txt},
 * {@code tokenizer.json}, {@code tokenizer_config.json}, {@code special_tokens_map.json} and {@code added_tokens.json}.
 * Files that contradict each other are rejected.
 *
 * @param vocabulary the pieces, if a file lists them
 * @param tokenizer how text is cut
 * @param isStated whether a file describes the tokenizer
 */
record FolderTokenizer(Optional<Vocabulary> vocabulary, PublishedTokenizer tokenizer, boolean isStated) {
    static final String VOCABULARY = "vocab.txt";

    /**
     * Reads the files of {@code folder} that exist.
     *
     * @throws InvalidInputException if transformers would cut text in another way than this program
     */
    static FolderTokenizer read(FolderFiles folder) throws IOException {
        var config = new TokenizerConfigJson(
                folder.json(TokenizerConfigJson.FILE).orElseGet(UntrustedJson::empty),
                folder.file(TokenizerConfigJson.FILE).toString());
        config.check();
        Optional<TokenizerJson> json = folder.json(TokenizerJson.FILE)
                .map(found ->
                        new TokenizerJson(found, folder.file(TokenizerJson.FILE).toString()));
        json.ifPresent(TokenizerJson::check);
        requireNoOtherClass(folder);
        Casing casing = casing(config, json);
        AddedTokenSources added = AddedTokenSources.of(folder, config, json);
        Optional<List<String>> pieces = pieces(folder, json);
        String origin = folder.file(folder.has(VOCABULARY) ? VOCABULARY : TokenizerJson.FILE)
                .toString();
        Optional<Vocabulary> vocabulary = pieces.map(listed -> Vocabulary.of(added.complete(listed, origin), origin));
        if (folder.has(VOCABULARY) && json.isPresent()) {
            requireSamePieces(vocabulary.orElseThrow(), json.get(), origin);
        }
        var tokenizer = new PublishedTokenizer(
                casing, added.tokens(), json.map(TokenizerJson::longestWord).orElse(PublishedTokenizer.LONGEST_WORD));
        BasicTokenizer.requireDistinct(tokenizer.added(), casing, folder.path().toString());
        return new FolderTokenizer(vocabulary, tokenizer, json.isPresent() || folder.has(TokenizerConfigJson.FILE));
    }

    /** A config.json names the class where older versions of transformers saved no tokenizer_config.json with it. */
    private static void requireNoOtherClass(FolderFiles folder) throws IOException {
        var config = new TokenizerConfigJson(
                folder.json(PublishedConfig.FILE)
                        .orElseGet(UntrustedJson::empty)
                        .retain("tokenizer_class", "auto_map"),
                folder.file(PublishedConfig.FILE).toString());
        config.check();
    }

    private static Casing casing(TokenizerConfigJson config, Optional<TokenizerJson> json) {
        if (config.isGeneric() && json.isEmpty()) {
            throw new InvalidInputException(
                    "%s names a tokenizer_class whose rules are in %s: expected that file beside it, found none"
                            .formatted(config.origin(), TokenizerJson.FILE));
        }
        if (config.isGeneric()) {
            return json.get().casing();
        }
        if (json.isPresent() && json.get().casing() != config.casing()) {
            boolean lower = json.get().casing() == Casing.LOWER;
            throw new InvalidInputException(
                    "%s: expected do_lower_case = %s, as normalizer.lowercase of %s says, found %s; set it to the value that the model was trained with"
                            .formatted(
                                    config.origin(), lower, TokenizerJson.FILE, lower ? "false" : "true, the default"));
        }
        return config.casing();
    }

    private static Optional<List<String>> pieces(FolderFiles folder, Optional<TokenizerJson> json) throws IOException {
        if (folder.has(VOCABULARY)) {
            return Optional.of(new VocabularyFile(folder.file(VOCABULARY))
                    .read(folder.files().getConf())
                    .pieces());
        }
        return json.map(TokenizerJson::pieces);
    }

    private static void requireSamePieces(Vocabulary vocabulary, TokenizerJson json, String origin) {
        Map<String, Integer> all = json.ids();
        json.added().forEach((id, token) -> all.putIfAbsent(token.content(), id));
        Map<String, Integer> listed = vocabulary.ids();
        Set<String> pieces = new TreeSet<>(all.keySet());
        pieces.addAll(listed.keySet());
        for (String piece : pieces) {
            if (!Objects.equals(all.get(piece), listed.get(piece))) {
                throw new InvalidInputException(
                        "%s: expected the ids of %s, found id %s of \"%s\" and %s there; remove the file that does not belong to the model"
                                .formatted(
                                        origin, json.origin(), shown(listed.get(piece)), piece, shown(all.get(piece))));
            }
        }
    }

    private static String shown(Integer id) {
        return id == null ? "none" : id.toString();
    }
}
