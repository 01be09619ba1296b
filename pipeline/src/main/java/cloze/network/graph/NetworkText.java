package cloze.network.graph;

import cloze.config.NetworkConfig;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The shape of a network as plain text by name. Deeplearning4j's JSON mapper and Kryo do not support records, so the
 * configuration of a vertex carries this instead.
 */
final class NetworkText {
    private NetworkText() {}

    static Map<String, String> of(NetworkConfig network) {
        Map<String, String> text = new TreeMap<>();
        for (RecordComponent component : NetworkConfig.class.getRecordComponents()) {
            try {
                text.put(
                        component.getName(),
                        String.valueOf(component.getAccessor().invoke(network)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("A record's accessors are public", e);
            }
        }
        return text;
    }

    static NetworkConfig parse(Map<String, String> text) {
        RecordComponent[] components = NetworkConfig.class.getRecordComponents();
        try {
            Constructor<NetworkConfig> constructor = NetworkConfig.class.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(Arrays.stream(components)
                    .map(component -> value(component.getType(), text.get(component.getName())))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Not a network: " + text, e);
        }
    }

    private static Object value(Class<?> type, String text) {
        if (type == int.class) {
            return Integer.valueOf(text);
        }
        if (type == double.class) {
            return Double.valueOf(text);
        }
        for (Object constant : type.getEnumConstants()) {
            if (constant.toString().equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("%s is not one of %s".formatted(text, type.getSimpleName()));
    }
}
