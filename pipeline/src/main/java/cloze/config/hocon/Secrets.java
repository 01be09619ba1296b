package cloze.config.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Passwords do not belong into a configuration: it is printed, and written into manifests. What looks like one is refused and not repeated. */
final class Secrets {
    private static final String HIDDEN = "(hidden)";

    /** A user's name and password before the host of an address. */
    private static final Pattern IN_ADDRESS = Pattern.compile("([a-zA-Z][\\w+.-]*://)[^/@:\\s]*:[^/@\\s]*@");

    private static final Pattern NAME = Pattern.compile(
            "(^|[-._])(password|passwd|secrets?|tokens?|credentials?|(access|api|private)-?key)($|[-._])",
            Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /** A fault for each address with a password. */
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

    /** {@code value} for a message; not itself where the key's name says that it is secret. */
    static String shown(String key, ConfigValue value) {
        return NAME.matcher(key).find() ? HIDDEN : value.unwrapped().toString();
    }

    /** {@code text} with passwords in addresses left out. */
    static String masked(String text) {
        return IN_ADDRESS.matcher(text).replaceAll("$1" + HIDDEN + "@");
    }

    /** Whether {@code problem} leaves out what it is about: then its origin, which may be the command line, is not to be told either. */
    static boolean isHidden(String problem) {
        return problem.contains(HIDDEN);
    }
}
