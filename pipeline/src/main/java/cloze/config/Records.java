package cloze.config;

import cloze.error.InvalidConfigException;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Copies records and formats them as text. Some components are groups: records whose keys appear in a file among those
 * of the enclosing record. {@link JsonUnwrapped} marks a group, both here and for the manifest.
 */
public final class Records {
    private Records() {}

    /**
     * Reads a record from the JSON that a manifest has of it, with its groups.
     *
     * @param today values of keys that the JSON has not, because an earlier release wrote it
     * @throws JsonProcessingException if a value is not of the kind of its key
     */
    public static <T extends Record> T read(ObjectMapper mapper, JsonNode json, T today)
            throws JsonProcessingException {
        Map<String, Object> values = new HashMap<>();
        for (RecordComponent component : today.getClass().getRecordComponents()) {
            String name = component.getName();
            if (isGroup(component)) {
                values.put(name, read(mapper, json, (Record) value(today, component)));
            } else if (json.has(name)) {
                JavaType type = mapper.constructType(component.getGenericType());
                values.put(name, mapper.treeToValue(json.get(name), type));
            }
        }
        return copy(today, values);
    }

    /** Returns whether {@code component} is a group, a record whose keys appear among those of the enclosing record. */
    public static boolean isGroup(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
    }

    /**
     * Formats {@code record} as Java does, but with the components of a group in place of the group. Fingerprints use
     * this form.
     */
    static String text(Record record) {
        return record.getClass().getSimpleName() + "[" + components(record) + "]";
    }

    private static String components(Record record) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .map(component -> isGroup(component)
                        ? components((Record) value(record, component))
                        : component.getName() + "=" + value(record, component))
                .collect(Collectors.joining(", "));
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Reading " + component, e);
        }
    }

    /**
     * Returns a copy of {@code record}, validated like any record.
     *
     * @param changes new values by component name, which may be that of a group's component
     * @throws InvalidConfigException if they break the rules of the record
     */
    static <T extends Record> T copy(T record, Map<String, Object> changes) {
        Set<String> unknown = new HashSet<>(changes.keySet());
        T copy = copy(record, changes, unknown);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no component %s".formatted(record.getClass().getSimpleName(), unknown));
        }
        return copy;
    }

    private static <T extends Record> T copy(T record, Map<String, Object> changes, Set<String> unknown) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            types[i] = components[i].getType();
            values[i] = value(record, components[i]);
            if (unknown.remove(name)) {
                values[i] = changes.get(name);
            } else if (isGroup(components[i])) {
                values[i] = copy((Record) values[i], changes, unknown);
            }
        }
        try {
            @SuppressWarnings("unchecked") // the class of a record of type T, which no class extends
            var type = (Class<T>) record.getClass();
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidConfigException broken) {
                throw broken;
            }
            throw new IllegalStateException("Copying " + record, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Copying " + record, e);
        }
    }
}
