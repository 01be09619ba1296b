package cloze.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Checks YAML against definitions such as those of spark-operator-v1beta2.yaml.
 *
 * @param definitions fields by definition
 */
record Schema(Map<String, Map<String, Object>> definitions) {
    /** That of the file {@code name} beside this class. */
    static Schema named(String name) throws IOException {
        try (var in = Schema.class.getResourceAsStream(name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            @SuppressWarnings("unchecked") // The files beside this class have definitions of fields and nothing else.
            var definitions = (Map<String, Map<String, Object>>)
                    Deployment.documents(text).get(0);
            return new Schema(definitions);
        }
    }

    /** Every fault of {@code node}, each with its path; a field that is not defined is one. */
    List<String> faults(String definition, Object node) {
        List<String> faults = new ArrayList<>();
        check(definition, node, definition, faults);
        return faults;
    }

    private void check(Object type, Object node, String path, List<String> faults) {
        if (type instanceof List<?> list) {
            if (node instanceof List<?> nodes) {
                nodes.forEach(element -> check(list.get(0), element, path + "[]", faults));
            } else {
                faults.add(path + " is no list");
            }
        } else if (definitions.containsKey(type.toString())) {
            checkFields(definitions.get(type.toString()), node, path, faults);
        } else if (!isOf(type.toString(), node)) {
            faults.add("%s = %s is not %s".formatted(path, node, type));
        }
    }

    private void checkFields(Map<String, Object> fields, Object node, String path, List<String> faults) {
        if (!(node instanceof Map<?, ?> given)) {
            faults.add(path + " is no object");
            return;
        }
        fields.forEach((name, type) -> {
            if (name.endsWith("!") && !given.containsKey(plain(name))) {
                faults.add("%s.%s is missing".formatted(path, plain(name)));
            }
        });
        given.forEach((key, value) -> {
            String name = key.toString();
            Object type = fields.getOrDefault(name, fields.get(name + "!"));
            if (type == null) {
                faults.add("%s.%s is not known".formatted(path, name));
            } else {
                check(type, value, path + "." + name, faults);
            }
        });
    }

    private static boolean isOf(String type, Object node) {
        return switch (type) {
            case "any" -> true;
            case "string" -> node instanceof String;
            case "integer" -> node instanceof Integer number && number >= 0;
            case "boolean" -> node instanceof Boolean;
            case "strings" -> node instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
            case "texts" -> node instanceof Map<?, ?> map
                    && map.values().stream().allMatch(String.class::isInstance);
            default -> Arrays.asList(type.split("\\|", -1)).contains(node.toString());
        };
    }

    private static String plain(String name) {
        return name.endsWith("!") ? name.substring(0, name.length() - 1) : name;
    }
}
