package cloze.artifact;

import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.error.InvalidConfigException;
import cloze.release.TrainedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Determines the network of a run that starts from a model. */
public final class ModelNetwork {
    private ModelNetwork() {}

    /**
     * Returns the network of {@code model} with the configured dropout. The network section may be left out. If it sets
     * any key of the shape, even to its default, it must match the model.
     *
     * @throws InvalidConfigException if the section describes another network
     */
    public static NetworkConfig of(RunConfig config, TrainedModel model) throws IOException {
        NetworkConfig found = model.network();
        Map<String, Object> shape = config.network().shape();
        boolean saysNothing =
                shape.keySet().stream().noneMatch(key -> config.given().has("network." + key));
        List<String> faults = new ArrayList<>();
        found.shape().forEach((key, value) -> {
            boolean open = key.equals("vocab-size") && shape.get(key).equals(0);
            if (!saysNothing && !open && !shape.get(key).equals(value)) {
                faults.add("network.%s = %s: must be %s, as that of model = %s, or leave the network section out"
                        .formatted(key, spelled(shape.get(key)), spelled(value), model.path()));
            }
        });
        if (!faults.isEmpty()) {
            throw new InvalidConfigException(faults);
        }
        return config.network().withShapeOf(found);
    }

    /** Formats the shape of a network as one line, with each key as in a configuration file. */
    public static String shape(NetworkConfig network) {
        return network.shape().entrySet().stream()
                .map(entry -> "%s = %s".formatted(entry.getKey(), spelled(entry.getValue())))
                .collect(Collectors.joining(", "));
    }

    /** Formats a value as in a configuration file. */
    private static String spelled(Object value) {
        return value.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
