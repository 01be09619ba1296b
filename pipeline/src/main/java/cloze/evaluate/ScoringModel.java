package cloze.evaluate;

import cloze.config.NetworkConfig;
import cloze.tensor.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A model on its way to an executor. */
final class ScoringModel implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Names, shapes and values apart: a tensor is a record of the checkpoint's format, not of this transport. */
    private final NetworkConfig network;

    private final ArrayList<String> names = new ArrayList<>();
    private final ArrayList<float[]> values = new ArrayList<>();

    ScoringModel(NetworkConfig network, List<Tensor> parameters) {
        this.network = network;
        for (Tensor parameter : parameters) {
            names.add(parameter.name());
            values.add(parameter.values());
        }
    }

    ScoringNetwork open() {
        return new ScoringNetwork(network, names, values);
    }
}
