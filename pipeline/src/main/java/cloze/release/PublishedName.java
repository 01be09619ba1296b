package cloze.release;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The names under which published files of different age and origin hold one tensor. */
final class PublishedName {
    /** A model saved without heads ({@code BertModel}) has its own parts without this prefix. */
    private static final String PREFIX = "bert.";

    private static final List<String> PREFIXED = List.of("embeddings.", "encoder.", "pooler.");

    /** What transformers ties to another tensor and leaves out; older files hold both. */
    private static final Map<String, String> TIES = Map.of(
            "cls.predictions.decoder.weight", "bert.embeddings.word_embeddings.weight",
            "cls.predictions.decoder.bias", "cls.predictions.bias");

    /** Positions 0, 1, 2, ...: a buffer that older versions of transformers saved with the weights. */
    private static final Pattern IGNORED = Pattern.compile("(bert\\.)?embeddings\\.position_ids");

    private PublishedName() {}

    /** Whether nothing is lost without it. */
    static boolean isIgnored(String name) {
        return IGNORED.matcher(name).matches();
    }

    /** The tensor whose values the one of this present name has: itself, or the one it is tied to. */
    static String untied(String name) {
        return TIES.getOrDefault(name, name);
    }

    /** The present name: with the prefix, layer norms with weight and bias (before: gamma and beta, as in google-research/bert). */
    static String present(String name) {
        String prefixed = PREFIXED.stream().anyMatch(name::startsWith) ? PREFIX + name : name;
        return prefixed.replaceFirst("LayerNorm\\.gamma$", "LayerNorm.weight")
                .replaceFirst("LayerNorm\\.beta$", "LayerNorm.bias");
    }
}
