package cloze.config.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Rejects passwords in a configuration, because it is printed and written into manifests. A value that looks like a
 * password is not repeated in the message.
 */
final class Secrets {
    private static final String HIDDEN = "(hidden)";

    /** A user name and password before the host of an address. */
    private static final Pattern IN_ADDRESS = Pattern.compile("([a-zA-Z][\\w+.-]*://)[^/@:\\s]*:[^/@\\s]*@");

    private static final Pattern NAME = Pattern.compile(
            "(^|[-._])(password|passwd|secrets?|tokens?|credentials?|(access|api|private)-?key)($|[-._])",
            Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /** Returns a fault for each address with a password. */
    static List<String> problems(Config config) {
        List<String> problems = new ArrayList<>();
        Map<String, ConfigValue> values = new TreeMap<>();
        config.entrySet().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        values.forEach((key, value) -> {
            String text = value.unwrapped().toString();
            if (!masked(text).equals(text)) {
                problems.add("%s = %s: holds a password; deploy/README.md says where credentials belong"
                        .formatted(key, masked(text)));
            }
        });
        return problems;
    }

    /** Formats {@code value} for a message, or hides it if the name of the key suggests a secret. */
    static String shown(String key, ConfigValue value) {
        return NAME.matcher(key).find() ? HIDDEN : String.valueOf(value.unwrapped());
    }

    /** Removes passwords in addresses from {@code text}. */
    static String masked(String text) {
        return IN_ADDRESS.matcher(text).replaceAll("$1" + HIDDEN + "@");
    }

    /**
     * Returns whether {@code problem} hides a value. Then its origin, which may be the command line, must be hidden
     * too.
     */
    static boolean isHidden(String problem) {
        return problem.contains(HIDDEN);
    }
}
