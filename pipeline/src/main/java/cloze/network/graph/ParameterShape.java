package cloze.network.graph;

import cloze.config.NetworkConfig;
import cloze.network.parameter.Initialization;
import cloze.network.parameter.ParameterLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A parameter of a network that need not have been built.
 *
 * @param vertex name of the vertex it belongs to
 * @param name its name there
 * @param extents kernels are [in, out], tables [rows, H]
 */
public record ParameterShape(String vertex, String name, List<Long> extents) {
    public ParameterShape {
        extents = List.copyOf(extents);
    }

    /** All parameters of {@code network}, in the order of the flat vector. */
    public static List<ParameterShape> all(NetworkConfig network) {
        List<ParameterShape> all = new ArrayList<>();
        add(all, BertGraph.ENCODER, ParameterLayout.encoder(network));
        add(all, BertGraph.MASKED_LM, ParameterLayout.maskedLm(network));
        add(all, BertGraph.NEXT_SENTENCE, ParameterLayout.nextSentence(network));
        return List.copyOf(all);
    }

    private static void add(List<ParameterShape> all, String vertex, ParameterLayout layout) {
        layout.shapes()
                .forEach((name, shape) -> all.add(new ParameterShape(
                        vertex, name, Arrays.stream(shape).boxed().toList())));
    }

    /** Its name in checkpoints. */
    public String qualifiedName() {
        return vertex + "." + name;
    }

    /** Elements in all. */
    public long length() {
        return ParameterLayout.length(array());
    }

    /** What {@link BertGraph#initialize} would write into it. */
    public float[] initialValues(NetworkConfig network, long seed) {
        return new Initialization(network, seed).values(vertex, name, array());
    }

    private long[] array() {
        return extents.stream().mapToLong(Long::longValue).toArray();
    }
}
