package cloze.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metadata at the head of a model card, as the Hugging Face Hub reads it (modelcard.md of huggingface/hub-docs). An empty
 * value is left out. Values are written as JSON, which YAML includes.
 *
 * @param name name of the model
 * @param languages ISO 639-1 codes
 * @param license identifier of the license
 * @param licenseName name of the license, if the identifier is other
 * @param licenseLink where that license is
 * @param datasets ids of data sets on the Hub
 * @param results what was measured
 */
public record CardMetadata(
        String name,
        List<String> languages,
        String license,
        String licenseName,
        String licenseLink,
        List<String> datasets,
        List<Result> results) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public CardMetadata {
        languages = List.copyOf(languages);
        datasets = List.copyOf(datasets);
        results = List.copyOf(results);
    }

    /**
     * Metrics of one task on one data set.
     *
     * @param task type of the task on the Hub, and its name
     * @param dataset type and name of the data set, and its split
     * @param metrics the metrics
     */
    public record Result(Task task, Data dataset, List<Metric> metrics) {
        public Result {
            metrics = List.copyOf(metrics);
        }
    }

    public record Task(String type, String name) {}

    public record Data(String type, String name, String split) {}

    public record Metric(String type, String name, double value) {}

    /** Returns the block with its fences. */
    String text() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("library_name", "transformers");
        fields.put("pipeline_tag", "fill-mask");
        fields.put("tags", List.of("bert"));
        fields.put("language", languages);
        fields.put("license", license);
        fields.put("license_name", licenseName);
        fields.put("license_link", licenseLink);
        fields.put("datasets", datasets);
        fields.put(
                "metrics",
                results.stream()
                        .flatMap(result -> result.metrics().stream())
                        .map(Metric::type)
                        .distinct()
                        .toList());
        fields.put("model-index", results.isEmpty() ? List.of() : List.of(new Index(name, results)));
        var text = new StringBuilder("---\n");
        fields.forEach((field, value) -> {
            if (!value.equals("") && !value.equals(List.of())) {
                text.append(field).append(": ").append(json(value)).append('\n');
            }
        });
        return text.append("---\n\n").toString();
    }

    private record Index(String name, List<Result> results) {}

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing " + value, e);
        }
    }
}
