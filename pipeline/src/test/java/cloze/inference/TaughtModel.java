package cloze.inference;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Initializer;
import cloze.config.NetworkConfig.Kind;
import cloze.config.VocabularyConfig.Casing;
import cloze.network.Networks;
import cloze.network.graph.BertNetwork;
import cloze.network.graph.MinibatchArrays;
import cloze.network.parameter.ParameterLayout;
import cloze.release.ModelFolder;
import cloze.release.ModelWeights;
import cloze.release.PublishedTokenizer;
import cloze.shard.MaskedExample;
import cloze.shard.Minibatch;
import cloze.tensor.Tensor;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A small model that has memorized four examples: which animal makes which noise, and that "loud" only follows a noise.
 */
final class TaughtModel {
    static final List<String> PIECES = List.of(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "dog", "cat", "barks", "meows", "it", "is", "loud",
            "sleep", "##s", ".");

    static final Vocabulary VOCABULARY = Vocabulary.of(PIECES, "test");

    /** Has one row more in the word table than there are pieces. */
    static final NetworkConfig NETWORK = new NetworkConfig(
            Kind.BERT, PIECES.size() + 1, 16, 2, 2, 32, 0, 0, 12, 2, Initializer.SCALED, 0.02, HiddenAct.GELU_NEW);

    private static final int STEPS = 150;

    private TaughtModel() {}

    /** Trains the model and writes it to {@code folder}. */
    static ModelFolder write(Path folder) throws IOException {
        return write(folder, taught());
    }

    /** Writes a model with initial weights. */
    static ModelFolder writeUntaught(Path folder, long seed) throws IOException {
        ComputationGraph graph = graph(seed);
        return write(folder, graph);
    }

    private static ModelFolder write(Path folder, ComputationGraph graph) throws IOException {
        var files = FileSystem.getLocal(new Configuration());
        var path = new org.apache.hadoop.fs.Path(folder.toString());
        files.mkdirs(path);
        ModelFolder model = ModelFolder.at(files, path);
        model.write(weights(graph), VOCABULARY, PublishedTokenizer.reserving(Casing.LOWER, List.of()));
        return model;
    }

    private static ComputationGraph graph(long seed) {
        return BertNetwork.initialized(BertNetwork.configuration(NETWORK, 1, new Adam(0.01), 0), seed)
                .graph();
    }

    private static ComputationGraph taught() {
        ComputationGraph graph = graph(5);
        List<MaskedExample> examples = List.of(
                lesson("the [MASK] barks", "dog", "it is loud", 0),
                lesson("the [MASK] meows", "cat", "it is loud", 0),
                lesson("the dog [MASK]", "barks", "the cat meows", 1),
                lesson("the cat [MASK]", "meows", "the dog barks", 1),
                new MaskedExample("text", ids("[CLS] the [MASK] barks [SEP]"), new int[5], at(2), ids("dog"), 0),
                new MaskedExample("text", ids("[CLS] the [MASK] meows [SEP]"), new int[5], at(2), ids("cat"), 0));
        for (int step = 0; step < STEPS; step++) {
            graph.fit(MinibatchArrays.of(Minibatch.of(examples, step)));
        }
        return graph;
    }

    private static int[] at(int position) {
        return new int[] {position};
    }

    private static MaskedExample lesson(String first, String hidden, String second, int label) {
        int[] ids = ids("[CLS] %s [SEP] %s [SEP]".formatted(first, second));
        int[] segments = new int[ids.length];
        Arrays.fill(segments, 5, ids.length, 1);
        int mask = ids[2] == VOCABULARY.mask() ? 2 : 3;
        return new MaskedExample("text", ids, segments, at(mask), ids(hidden), label);
    }

    static int[] ids(String pieces) {
        return Arrays.stream(pieces.split(" "))
                .mapToInt(piece -> VOCABULARY.id(piece).orElseThrow())
                .toArray();
    }

    private static ModelWeights weights(ComputationGraph graph) {
        Map<String, float[]> values = Networks.parameters(NETWORK, graph);
        List<Tensor> tensors = ParameterLayout.of(NETWORK).stream()
                .map(shape -> new Tensor(shape.name(), shape.extents(), values.get(shape.name())))
                .toList();
        return new ModelWeights(NETWORK, tensors, Set.of());
    }
}
