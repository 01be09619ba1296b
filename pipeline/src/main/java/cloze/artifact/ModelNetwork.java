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

/** The network of a run that starts from a model. */
public final class ModelNetwork {
    private ModelNetwork() {}

    /**
     * The network of a run that starts from {@code model}: the model's, with the configured dropout. The network section may be left out; one that
     * gives any key of the shape must describe the model's, even where it gives a default.
     *
     * @throws InvalidConfigException when the section describes another network
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

    /** A network's shape in one line, each key as a configuration file has it. */
    public static String shape(NetworkConfig network) {
        return network.shape().entrySet().stream()
                .map(entry -> "%s = %s".formatted(entry.getKey(), spelled(entry.getValue())))
                .collect(Collectors.joining(", "));
    }

    /** As a configuration file has it. */
    private static String spelled(Object value) {
        return value.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
