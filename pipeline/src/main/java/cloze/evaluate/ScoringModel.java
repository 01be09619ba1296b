package cloze.evaluate;

import cloze.config.NetworkConfig;
import cloze.tensor.Tensor;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;

/** A model in the form that is sent to executors. */
final class ScoringModel implements Serializable {
    private static final long serialVersionUID = 1L;

    private final NetworkConfig network;

    /** Values by name without shapes. Tensors belong to the checkpoint format, and are not sent. */
    private final HashMap<String, float[]> values = new HashMap<>();

    ScoringModel(NetworkConfig network, List<Tensor> parameters) {
        this.network = network;
        parameters.forEach(parameter -> values.put(parameter.name(), parameter.values()));
    }

    ScoringNetwork open() {
        return new ScoringNetwork(network, values);
    }
}
