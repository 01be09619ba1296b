package cloze.release;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The names of one tensor in published files of different age and origin. */
final class PublishedName {
    /** Prefix of the encoder's tensors. A model saved without heads ({@code BertModel}) omits it. */
    private static final String PREFIX = "bert.";

    private static final List<String> PREFIXED = List.of("embeddings.", "encoder.", "pooler.");

    /** Tensors that transformers ties to others and omits. Older files contain both. */
    private static final Map<String, String> TIES = Map.of(
            "cls.predictions.decoder.weight", "bert.embeddings.word_embeddings.weight",
            "cls.predictions.decoder.bias", "cls.predictions.bias");

    /** Positions 0, 1, 2, ...: a buffer that older versions of transformers saved with the weights. */
    private static final Pattern IGNORED = Pattern.compile("(bert\\.)?embeddings\\.position_ids");

    private PublishedName() {}

    /** Returns whether the tensor can be ignored without loss. */
    static boolean isIgnored(String name) {
        return IGNORED.matcher(name).matches();
    }

    /** Returns whether the tensor is of the output layer of a fine-tuned model. */
    static boolean isOfClassifier(String name) {
        return name.equals("classifier.weight") || name.equals("classifier.bias");
    }

    /**
     * Returns the tensor that holds the values of {@code name}, a present name: itself, or the tensor that it is tied
     * to.
     */
    static String untied(String name) {
        return TIES.getOrDefault(name, name);
    }

    /**
     * Converts to the present name: adds the prefix, and renames gamma and beta of layer norms, as in
     * google-research/bert, to weight and bias.
     */
    static String present(String name) {
        String prefixed = PREFIXED.stream().anyMatch(name::startsWith) ? PREFIX + name : name;
        return prefixed.replaceFirst("LayerNorm\\.gamma$", "LayerNorm.weight")
                .replaceFirst("LayerNorm\\.beta$", "LayerNorm.bias");
    }
}
