package cloze.release;

import cloze.vocabulary.Vocabulary;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The part of a tokenizer.json that says where [CLS] and [SEP] go: [CLS] A [SEP], and [CLS] A [SEP] B [SEP]. */
final class PostProcessorJson {
    private PostProcessorJson() {}

    /**
     * Returns whether {@code json} puts them where BERT expects them.
     *
     * @param vocab the ids of the pieces
     */
    static boolean isBert(JsonNode json, JsonNode vocab) {
        JsonNode cls = vocab.path(Vocabulary.CLS);
        JsonNode sep = vocab.path(Vocabulary.SEP);
        if (json.path("type").asText().equals("BertProcessing")) {
            return json.path("cls").path(0).asText().equals(Vocabulary.CLS)
                    && json.path("sep").path(0).asText().equals(Vocabulary.SEP)
                    && json.path("cls").path(1).equals(cls)
                    && json.path("sep").path(1).equals(sep);
        }
        JsonNode specials = json.path("special_tokens");
        return json.path("type").asText().equals("TemplateProcessing")
                && json.path("single").equals(single())
                && json.path("pair").equals(pair())
                && specials.path(Vocabulary.CLS).path("ids").path(0).equals(cls)
                && specials.path(Vocabulary.SEP).path("ids").path(0).equals(sep);
    }

    /** Returns the template of BERT. */
    static ObjectNode bert(Vocabulary vocabulary) {
        ObjectNode json = UntrustedJson.empty();
        json.put("type", "TemplateProcessing").set("single", single());
        json.set("pair", pair());
        ObjectNode specials = json.putObject("special_tokens");
        special(specials, Vocabulary.CLS, vocabulary.cls());
        special(specials, Vocabulary.SEP, vocabulary.sep());
        return json;
    }

    private static ArrayNode single() {
        ArrayNode parts = UntrustedJson.empty().putArray("single");
        part(parts, "SpecialToken", Vocabulary.CLS, 0);
        part(parts, "Sequence", "A", 0);
        part(parts, "SpecialToken", Vocabulary.SEP, 0);
        return parts;
    }

    private static ArrayNode pair() {
        ArrayNode parts = single();
        part(parts, "Sequence", "B", 1);
        part(parts, "SpecialToken", Vocabulary.SEP, 1);
        return parts;
    }

    private static void part(ArrayNode parts, String kind, String id, int segment) {
        parts.addObject().putObject(kind).put("id", id).put("type_id", segment);
    }

    private static void special(ObjectNode specials, String piece, int id) {
        ObjectNode special = specials.putObject(piece).put("id", piece);
        special.putArray("ids").add(id);
        special.putArray("tokens").add(piece);
    }
}
