package cloze.config.hocon;

import cloze.config.Records;
import cloze.config.RunConfig;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys whose values are strings: texts, paths and names. Derived from the records of the configuration. */
final class StringKeys {
    private static final Map<String, Kind> KINDS = new HashMap<>();

    static {
        add(RunConfig.class, "");
    }

    private StringKeys() {}

    enum Kind {
        STRING,
        /** A list of strings, or of records that a string may stand for. */
        LIST
    }

    /** Returns what {@code key} takes; empty if it takes no string, or there is no such key. */
    static Optional<Kind> kind(String key) {
        return Optional.ofNullable(KINDS.get(key));
    }

    private static void add(Class<?> type, String path) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = path + KeyName.of(component.getName());
            if (Records.isGroup(component)) {
                add(component.getType(), path);
            } else if (component.getType() == String.class) {
                KINDS.put(key, Kind.STRING);
            } else if (component.getGenericType() instanceof ParameterizedType list
                    && isString(list.getActualTypeArguments()[0])) {
                KINDS.put(key, Kind.LIST);
            } else if (component.getType().isRecord()) {
                add(component.getType(), key + ".");
            }
        }
    }

    private static boolean isString(Type element) {
        return element == String.class
                || (element instanceof Class<?> record
                        && record.isRecord()
                        && Arrays.stream(record.getDeclaredConstructors())
                                .anyMatch(constructor ->
                                        List.of(constructor.getParameterTypes()).equals(List.of(String.class))));
    }
}
