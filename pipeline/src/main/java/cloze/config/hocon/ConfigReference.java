package cloze.config.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The reference of all keys with defaults and meanings, generated from the comments of the defaults in the jar. Used
 * for --help and conf/README.md.
 */
public final class ConfigReference {
    private ConfigReference() {}

    /** Formats the keys under any of {@code paths} for a terminal, one entry per key. */
    public static String text(List<String> paths) {
        return entries().stream()
                .filter(entry -> paths.stream().anyMatch(path -> entry.isUnder(path)))
                .map(entry -> "  %s = %s%n      %s".formatted(entry.key(), entry.value(), entry.meaning()))
                .collect(Collectors.joining("\n"));
    }

    /** Returns all keys as a Markdown page. */
    public static String markdown() {
        return entries().stream()
                .map(entry -> "| `%s` | `%s` | %s |"
                        .formatted(entry.key(), entry.value(), entry.meaning().replace("|", "\\|")))
                .collect(Collectors.joining(
                        "\n",
                        """
                        # Configuration keys

                        A test generates this page from the comments of the defaults in the jar; do not edit it by hand. The other files
                        in this folder configure runs of different size and purpose.

                        | key | default | meaning |
                        | --- | --- | --- |
                        """,
                        "\n"));
    }

    private static List<Entry> entries() {
        Config defaults = ConfigLoader.defaults();
        return defaults.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, ConfigValue> entry) ->
                        entry.getValue().origin().lineNumber()))
                .map(entry -> Entry.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private record Entry(String key, String value, String meaning) {
        static Entry of(String key, ConfigValue value) {
            String meaning =
                    value.origin().comments().stream().map(String::strip).collect(Collectors.joining(" "));
            return new Entry(key, value.render(ConfigRenderOptions.concise()), meaning);
        }

        boolean isUnder(String path) {
            return key.equals(path) || key.startsWith(path + ".");
        }
    }
}
