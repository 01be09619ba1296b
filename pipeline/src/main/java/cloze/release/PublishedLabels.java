package cloze.release;

import cloze.error.InvalidInputException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The classes in the {@code config.json} of a {@code BertForSequenceClassification}: {@code id2label}, names by index,
 * and {@code label2id}, the reverse.
 */
final class PublishedLabels {
    private static final String BY_ID = "id2label";
    private static final String BY_LABEL = "label2id";
    private static final String PROBLEM = "problem_type";
    private static final String SINGLE_LABEL = "single_label_classification";

    private PublishedLabels() {}

    /** Adds {@code labels} to {@code json}, unless there are none. */
    static void write(List<String> labels, ObjectNode json) {
        if (labels.isEmpty()) {
            return;
        }
        ObjectNode byId = json.putObject(BY_ID);
        ObjectNode byLabel = json.putObject(BY_LABEL);
        for (int id = 0; id < labels.size(); id++) {
            byId.put(Integer.toString(id), labels.get(id));
            byLabel.put(labels.get(id), id);
        }
        json.put(PROBLEM, SINGLE_LABEL);
    }

    /**
     * Reads the classes in their order.
     *
     * @param origin name of the file, for messages
     * @throws InvalidInputException if it does not name two or more different classes, of which each text has one
     */
    static List<String> read(JsonNode json, String origin) {
        var expectations = new Expectations(origin);
        expectations.requireOrNull(json, PROBLEM, "\"" + SINGLE_LABEL + "\"", value -> value.asText()
                .equals(SINGLE_LABEL));
        JsonNode byId = json.path(BY_ID);
        List<String> labels = new ArrayList<>();
        for (int id = 0; id < byId.size(); id++) {
            JsonNode label = byId.path(Integer.toString(id));
            if (!label.isTextual()) {
                expectations.fault("%s: expected a name for %d of %d classes, found %s"
                        .formatted(BY_ID, id, byId.size(), UntrustedJson.shortened(label)));
                break;
            }
            labels.add(label.asText());
        }
        if (labels.size() < 2 || new HashSet<>(labels).size() < labels.size()) {
            expectations.fault("%s = %s: expected the names of two or more different classes"
                    .formatted(BY_ID, UntrustedJson.shortened(byId)));
        }
        expectations.hold("a classifier");
        return labels;
    }
}
