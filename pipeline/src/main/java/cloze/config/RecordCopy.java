package cloze.config;

import cloze.error.InvalidConfigException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Copies of records with many components of which a few are to differ. */
final class RecordCopy {
    private RecordCopy() {}

    /**
     * A copy of {@code record}, checked as any.
     *
     * @param changes new values, by names of components
     * @throws InvalidConfigException when they break the record's rules
     */
    static <T extends Record> T of(T record, Map<String, Object> changes) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        Set<String> unknown = new HashSet<>(changes.keySet());
        try {
            for (int i = 0; i < components.length; i++) {
                String name = components[i].getName();
                types[i] = components[i].getType();
                values[i] = unknown.remove(name)
                        ? changes.get(name)
                        : components[i].getAccessor().invoke(record);
            }
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s has no component %s".formatted(record.getClass().getSimpleName(), unknown));
            }
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
