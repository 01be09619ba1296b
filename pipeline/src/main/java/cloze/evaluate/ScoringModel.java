package cloze.evaluate;

import cloze.config.NetworkConfig;
import cloze.tensor.Tensor;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;

/** A model on its way to an executor. */
final class ScoringModel implements Serializable {
    private static final long serialVersionUID = 1L;

    private final NetworkConfig network;

    /** By name, without their shapes: a tensor is a record of the checkpoint's format, not of this transport. */
    private final HashMap<String, float[]> values = new HashMap<>();

    ScoringModel(NetworkConfig network, List<Tensor> parameters) {
        this.network = network;
        parameters.forEach(parameter -> values.put(parameter.name(), parameter.values()));
    }

    ScoringNetwork open() {
        return new ScoringNetwork(network, values);
    }
}
