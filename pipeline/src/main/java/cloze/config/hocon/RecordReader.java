package cloze.config.hocon;

import cloze.config.ByteSize;
import cloze.config.Records;
import cloze.config.TimeSpan;
import cloze.error.InvalidConfigException;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a HOCON object into a record; the component {@code trainBatchSize} reads the key {@code train-batch-size}.
 * Components are records, numbers, booleans, strings, enums, durations, sizes, texts by name, or lists of strings, numbers, whole
 * numbers or records. Faults are collected instead of thrown: unknown keys, values of the wrong type, and violated rules of a
 * record's constructor. A value of the wrong type is replaced by the default, so that the rules of the other components
 * are still checked.
 */
final class RecordReader {
    /** Records that a file gives as one value, not as a section. */
    private static final Set<Class<?>> QUANTITIES = Set.of(TimeSpan.class, ByteSize.class);

    private final Config defaults;
    private final List<String> problems = new ArrayList<>();

    private final Map<String, Object> supplied;

    RecordReader(Config defaults) {
        this(defaults, Map.of());
    }

    /** @param supplied values of components that no key sets, by the path that the key would have */
    RecordReader(Config defaults, Map<String, Object> supplied) {
        this.defaults = defaults;
        this.supplied = supplied;
    }

    /** Returns every fault found so far, one line each. */
    List<String> problems() {
        return problems;
    }

    /** Returns the value at {@code path}, null if nothing or null stands there. */
    static ConfigValue valueAt(Config root, String path) {
        return root.hasPath(path) ? root.getValue(path) : ConfigValueFactory.fromAnyRef(null);
    }

    /** Reads the record at {@code path} of {@code root}; empty if its rules are violated. */
    <T extends Record> Optional<T> read(Class<T> type, Config root, String path) {
        if (!path.isEmpty() && !(valueAt(root, path) instanceof ConfigObject)) {
            problems.add("%s = %s: must be a section with %s"
                    .formatted(path, shown(root, path), String.join(", ", keys(type))));
            return defaults.hasPath(path) ? fields(type, defaults, path) : Optional.empty();
        }
        reportUnknown(path.isEmpty() ? root.root() : root.getObject(path), path, keys(type));
        return fields(type, root, path);
    }

    private <T extends Record> Optional<T> fields(Class<T> type, Config root, String path) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = new Object[components.length];
        boolean complete = true;
        for (int i = 0; i < components.length; i++) {
            Optional<?> value = Records.isGroup(components[i])
                    ? group(components[i].getType().asSubclass(Record.class), root, path)
                    : component(components[i], root, below(path, key(components[i])));
            complete &= value.isPresent();
            arguments[i] = value.orElse(null);
        }
        return complete ? construct(type, arguments) : Optional.empty();
    }

    private static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /**
     * Reads a group. If its rules are violated, returns the default group, so that the rules of the enclosing record
     * are still checked.
     */
    private <T extends Record> Optional<T> group(Class<T> type, Config root, String path) {
        return fields(type, root, path)
                .or(() -> defaults.hasPath(path) ? fields(type, defaults, path) : Optional.empty());
    }

    private Optional<?> component(RecordComponent component, Config root, String key) {
        if (supplied.containsKey(key)) {
            return Optional.of(supplied.get(key));
        }
        if (component.getType().isRecord() && !QUANTITIES.contains(component.getType())) {
            return read(component.getType().asSubclass(Record.class), root, key);
        }
        if (elementOf(component.getGenericType()) instanceof Class<?> element && element.isRecord()) {
            return Optional.of(records(element.asSubclass(Record.class), valueAt(root, key), key));
        }
        try {
            return Optional.of(value(component.getGenericType(), root, key));
        } catch (ConfigException | IllegalArgumentException | ArithmeticException e) {
            problems.add("%s = %s: %s"
                    .formatted(key, shown(root, key), expectation(component.getType(), component.getGenericType())));
            return defaults.hasPath(key)
                    ? Optional.of(value(component.getGenericType(), defaults, key))
                    : Optional.empty();
        }
    }

    private static String shown(Config root, String key) {
        return root.hasPath(key) ? root.getValue(key).unwrapped().toString() : "(not set)";
    }

    private static Object value(Type type, Config root, String key) {
        if (type == int.class) {
            return wholeNumber(root, key, Integer.MIN_VALUE, Integer.MAX_VALUE).intValue();
        }
        if (type == long.class) {
            return wholeNumber(root, key, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == double.class) {
            return root.getDouble(key);
        }
        if (type == boolean.class) {
            return root.getBoolean(key);
        }
        if (type == String.class) {
            return root.getString(key);
        }
        if (type instanceof Class<?> enumType && enumType.isEnum()) {
            return constant(enumType, root.getString(key));
        }
        if (type == TimeSpan.class) {
            return timeSpan(root, key);
        }
        if (type == ByteSize.class) {
            return new ByteSize(root.getMemorySize(key).toBytes());
        }
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            return texts(root.getObject(key));
        }
        if (elementOf(type) != void.class) {
            return list(elementOf(type), root, key);
        }
        throw new IllegalStateException("No reader for %s at %s".formatted(type, key));
    }

    /** Returns the element type of a list type; {@code void} for a type that is not a list. */
    private static Type elementOf(Type type) {
        return type instanceof ParameterizedType list && list.getRawType() == List.class
                ? list.getActualTypeArguments()[0]
                : void.class;
    }

    /**
     * Reads a list of records; a single record counts as a list of one. If the record has a constructor with a single
     * string, a string may stand for it, and an object may omit the components that this constructor fills in.
     */
    private <T extends Record> List<T> records(Class<T> type, ConfigValue value, String key) {
        List<T> records = new ArrayList<>();
        for (ConfigValue element : value instanceof ConfigList list ? list : List.of(value)) {
            String first = key(type.getRecordComponents()[0]);
            Config object = element instanceof ConfigObject given
                    ? given.toConfig()
                    : ConfigFactory.empty().withValue(first, element);
            if (element.valueType() == ConfigValueType.LIST || element.valueType() == ConfigValueType.NULL) {
                problems.add("%s = %s: must be strings or objects with %s"
                        .formatted(key, value.unwrapped(), String.join(", ", keys(type))));
            } else if (!isEmpty(value)) {
                read(type, completed(type, object, first).atPath(key), key).ifPresent(records::add);
            }
        }
        return List.copyOf(records);
    }

    private static boolean isEmpty(ConfigValue value) {
        return value.valueType() == ConfigValueType.STRING
                && value.unwrapped().toString().isEmpty();
    }

    private static <T extends Record> Config completed(Class<T> type, Config object, String first) {
        if (!isOfString(type)
                || (object.hasPath(first) && object.getValue(first).valueType() != ConfigValueType.STRING)) {
            return object;
        }
        try {
            String given = object.hasPath(first) ? object.getString(first) : "";
            T plain = type.getDeclaredConstructor(String.class).newInstance(given.isEmpty() ? first : given);
            // An object may name something else instead: the record says what it needs.
            Config all = ConfigFactory.parseMap(Map.of(first, ""));
            for (RecordComponent component : type.getRecordComponents()) {
                all = all.withFallback(ConfigFactory.parseMap(
                        Map.of(key(component), component.getAccessor().invoke(plain))));
            }
            // Not as a fallback: an object that has taken the place of a list ignores fallbacks.
            for (Map.Entry<String, ConfigValue> entry : object.root().entrySet()) {
                all = all.withValue(ConfigUtil.joinPath(entry.getKey()), entry.getValue());
            }
            return all;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Reading " + type.getSimpleName(), e);
        }
    }

    /** Returns whether {@code type} has a constructor with a single string. */
    private static boolean isOfString(Class<? extends Record> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .anyMatch(
                        constructor -> List.of(constructor.getParameterTypes()).equals(List.of(String.class)));
    }

    /** Reads an object as text by name. A name may contain dots, with or without quotation marks. */
    private static Map<String, String> texts(ConfigObject object) {
        Map<String, String> texts = new TreeMap<>();
        object.toConfig()
                .entrySet()
                .forEach(entry -> texts.put(
                        String.join(".", ConfigUtil.splitPath(entry.getKey())),
                        entry.getValue().unwrapped().toString()));
        return texts;
    }

    /** Reads a duration. {@code getDuration} would take a number without a unit as milliseconds. */
    private static TimeSpan timeSpan(Config root, String key) {
        String given = root.getString(key);
        return new TimeSpan(
                given.matches("[-+.0-9eE]+")
                        ? Double.parseDouble(given)
                        : root.getDuration(key).toNanos() * 1e-9);
    }

    /** Reads a whole number. {@code getLong} would truncate 1.5 to 1. */
    private static Long wholeNumber(Config root, String key, long least, long most) {
        double number = root.getDouble(key);
        if (number != Math.rint(number) || number < least || number > most) {
            throw new IllegalArgumentException("not a whole number");
        }
        return root.getLong(key);
    }

    private static List<?> list(Type element, Config root, String key) {
        ConfigValue value = root.getValue(key);
        if (value.valueType() != ConfigValueType.LIST) {
            String single = root.getString(key);
            return single.isEmpty() ? List.of() : List.of(single(element, root, key));
        }
        if (element == Double.class) {
            return List.copyOf(root.getDoubleList(key));
        }
        if (element == String.class) {
            return List.copyOf(root.getStringList(key));
        }
        if (element == Long.class) {
            return List.copyOf(root.getLongList(key));
        }
        throw new IllegalStateException("No reader for a list of %s at %s".formatted(element, key));
    }

    private static Object single(Type element, Config root, String key) {
        if (element == String.class) {
            return root.getString(key);
        }
        return element == Double.class ? (Object) root.getDouble(key) : (Object) root.getLong(key);
    }

    private static Object constant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> plain(name(constant)).equals(plain(name)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such name"));
    }

    private static String plain(String name) {
        return name.replace('_', '-');
    }

    /** Returns the name of a constant in a file, for example {@code blank-line} for {@code BLANK_LINE}. */
    private static String name(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String expectation(Class<?> type, Type generic) {
        if (type == int.class || type == long.class) {
            return "must be a whole number";
        }
        if (type == double.class) {
            return "must be a number";
        }
        if (type == boolean.class) {
            return "must be true or false";
        }
        if (type == TimeSpan.class) {
            return "must be a number of seconds, or a duration such as \"30 minutes\"";
        }
        if (type == ByteSize.class) {
            return "must be a number of bytes, or a size such as \"6 GiB\"";
        }
        if (type.isEnum()) {
            return "must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(RecordReader::name)
                            .collect(Collectors.joining(", "));
        }
        if (type == List.class) {
            Type element = ((ParameterizedType) generic).getActualTypeArguments()[0];
            String elements = element == Double.class ? "numbers" : "strings";
            return "must be a list of " + (element == Long.class ? "whole numbers" : elements);
        }
        return type == Map.class ? "must be a section of names and values" : "must be a string";
    }

    private <T extends Record> Optional<T> construct(Class<T> type, Object[] arguments) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return Optional.of(type.getDeclaredConstructor(types).newInstance(arguments));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidConfigException faults) {
                problems.addAll(faults.problems());
                return Optional.empty();
            }
            throw new IllegalStateException("Reading " + type.getSimpleName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Reading " + type.getSimpleName(), e);
        }
    }

    private void reportUnknown(ConfigObject node, String path, List<String> known) {
        for (String key : node.keySet()) {
            if (!known.contains(key) || supplied.containsKey(below(path, key))) {
                String full = below(path, key);
                problems.add("%s = %s: unknown key%s"
                        .formatted(full, Secrets.shown(full, node.get(key)), NearestKey.hint(full, defaults)));
            }
        }
    }

    private static List<String> keys(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> Records.isGroup(component)
                        ? keys(component.getType().asSubclass(Record.class)).stream()
                        : Stream.of(key(component)))
                .toList();
    }

    private static String key(RecordComponent component) {
        return KeyName.of(component.getName());
    }
}
