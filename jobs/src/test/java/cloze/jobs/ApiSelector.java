package cloze.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which objects a request to the Kubernetes API means.
 *
 * @param labels a {@code labelSelector}; empty for all objects
 * @param fields a {@code fieldSelector} with equality alone; empty for all objects
 */
record ApiSelector(String labels, String fields) {
    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s+\\((.*)\\)");
    private static final Pattern EQUALITY = Pattern.compile("([^!=]+)(!=|==|=)(.*)");

    static ApiSelector of(Map<String, String> query) {
        return new ApiSelector(query.getOrDefault("labelSelector", ""), query.getOrDefault("fieldSelector", ""));
    }

    boolean matches(JsonNode object) {
        return requirements(labels).allMatch(requirement -> holds(requirement, object.at("/metadata/labels")))
                && requirements(fields).allMatch(requirement -> {
                    Matcher equality = EQUALITY.matcher(requirement);
                    return equality.matches()
                            && object.at("/" + equality.group(1).replace('.', '/'))
                                    .asText()
                                    .equals(equality.group(3));
                });
    }

    /** A comma in brackets does not end a requirement. */
    private static Stream<String> requirements(String selector) {
        return Stream.of(selector.split(",(?![^(]*\\))", -1)).map(String::strip).filter(word -> !word.isEmpty());
    }

    private static boolean holds(String requirement, JsonNode labels) {
        Matcher set = SET.matcher(requirement);
        Matcher equality = EQUALITY.matcher(requirement);
        if (set.matches()) {
            List<String> values = Arrays.stream(set.group(3).split(",", -1))
                    .map(String::strip)
                    .toList();
            boolean isOne = labels.has(set.group(1))
                    && values.contains(labels.get(set.group(1)).asText());
            return isOne == set.group(2).equals("in");
        }
        if (equality.matches()) {
            boolean isEqual = labels.has(equality.group(1))
                    && labels.get(equality.group(1)).asText().equals(equality.group(3));
            return isEqual != equality.group(2).equals("!=");
        }
        return requirement.startsWith("!") ? !labels.has(requirement.substring(1)) : labels.has(requirement);
    }
}
