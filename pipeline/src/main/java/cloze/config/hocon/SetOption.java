package cloze.config.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@code --set} option as typed: HOCON, but for texts and paths. In HOCON, {@code #} and {@code //} begin a comment and
 * {@code []{}:,"} have a meaning. A key that takes a string takes everything behind its equals sign literally, without
 * the spaces at both ends, unless the value
 *
 * <ul>
 *   <li>is one string in double quotes, from beginning to end, or
 *   <li>has a substitution ({@code ${key}}), or is followed by further keys ({@code a=1, b=2}), and is HOCON. The key
 *       {@code text} takes these literally too.
 * </ul>
 *
 * A key that takes a list of strings reads a list or an object as HOCON, and any other value as a single string by the
 * same rules.
 */
final class SetOption {
    private static final String TEXT = "text";

    /**
     * One quoted string of HOCON, with its escapes, or one in three quotation marks. Possessive, because otherwise each
     * character of a long text costs a call on the stack.
     */
    private static final Pattern QUOTED =
            Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*+\"|\"\"\".*?\"\"\"\"*", Pattern.DOTALL);

    private final String option;
    private final String origin;

    /** @param option key and value, with an equals sign between them */
    SetOption(String option) {
        this.option = option;
        this.origin = "--set " + firstLine();
    }

    /** Returns the first line for messages, because {@code submit.sh} may pass a whole file as an option. */
    String firstLine() {
        return option.lines().findFirst().orElse("");
    }

    /**
     * Parses the option.
     *
     * @throws ConfigException if it is not HOCON and its key takes no string
     */
    Config parse() {
        String[] parts = option.split("=", 2);
        String key = parts[0].strip();
        Optional<StringKeys.Kind> kind = StringKeys.kind(key);
        if (parts.length < 2 || kind.isEmpty()) {
            return hocon();
        }
        String value = parts[1].strip();
        try {
            if (QUOTED.matcher(value).matches() || (!key.equals(TEXT) && meansHocon(kind.get(), key, value))) {
                return hocon();
            }
        } catch (ConfigException e) {
            // Not HOCON: literal.
        }
        return literal(key, value);
    }

    private boolean meansHocon(StringKeys.Kind kind, String key, String value) {
        Config parsed = hocon();
        if (value.contains("${")) {
            return true;
        }
        Optional<ConfigValue> found = at(parsed.root(), key);
        if (found.isEmpty() || !parsed.root().equals(found.get().atPath(key).root())) {
            return true;
        }
        ConfigValueType type = found.get().valueType();
        return kind == StringKeys.Kind.LIST && (type == ConfigValueType.LIST || type == ConfigValueType.OBJECT);
    }

    private static Optional<ConfigValue> at(ConfigObject root, String key) {
        ConfigValue found = root;
        for (String name : key.split("\\.", -1)) {
            found = found instanceof ConfigObject section ? section.get(name) : null;
        }
        return Optional.ofNullable(found);
    }

    private Config hocon() {
        return ConfigFactory.parseString(option, ConfigParseOptions.defaults().setOriginDescription(origin));
    }

    private Config literal(String key, String value) {
        return ConfigValueFactory.fromAnyRef(value, origin).atPath(key);
    }
}
