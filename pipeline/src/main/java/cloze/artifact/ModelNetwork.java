package cloze.artifact;

import cloze.config.NetworkConfig;
import cloze.config.hocon.ConfigLoader;
import cloze.error.InvalidConfigException;
import cloze.release.TrainedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The network of a run that starts from a model. */
public final class ModelNetwork {
    private static final NetworkConfig DEFAULTS =
            ConfigLoader.load(Optional.empty(), List.of()).network();

    private ModelNetwork() {}

    /**
     * The network of a run that starts from {@code model}: the model's, with the configured dropout. The network section need not say what the
     * model says; what it says otherwise is a fault.
     *
     * @throws InvalidConfigException when the section describes another network
     */
    public static NetworkConfig of(NetworkConfig configured, TrainedModel model) throws IOException {
        NetworkConfig found = model.network();
        Map<String, Object> shape = configured.shape();
        boolean saysNothing = shape.equals(DEFAULTS.shape());
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
        return configured.withShapeOf(found);
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
