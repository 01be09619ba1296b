package cloze.network.graph;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The inputs of the graph, in order. Targets are inputs too, because the heads compute their losses themselves. */
enum GraphInput {
    /** INT [P]. */
    INPUT_IDS,

    /** INT [P]. */
    SEGMENT_IDS,

    /** INT [B + 1]. */
    STARTS,

    /** INT [M]. */
    MASKED_ROWS,

    /** INT [M]. */
    MASKED_LM_IDS,

    /** INT [tasks on pairs * B]. */
    PAIR_LABELS,

    /** LONG [1]. */
    KEY;

    /** Returns the names of all inputs in the graph. */
    static String[] names() {
        return Arrays.stream(values()).map(GraphInput::inputName).toArray(String[]::new);
    }

    private String inputName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Names {@code features}, which are all inputs in their order. */
    static Map<GraphInput, INDArray> named(INDArray[] features) {
        Map<GraphInput, INDArray> named = new EnumMap<>(GraphInput.class);
        for (GraphInput input : values()) {
            named.put(input, features[named.size()]);
        }
        return named;
    }
}
