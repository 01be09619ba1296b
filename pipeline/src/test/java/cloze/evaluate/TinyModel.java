package cloze.evaluate;

import cloze.config.NetworkConfig;
import cloze.network.graph.BertGraph;
import cloze.network.graph.NamedParameter;
import cloze.random.Seeds;
import cloze.shard.MaskedExample;
import cloze.tensor.Tensor;
import cloze.testing.MaskedDatasets;
import cloze.testing.TinyNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.NoOp;

/** A network of one layer over 30 pieces, and examples made up from their numbers. */
final class TinyModel {
    static final int PIECES = TinyNetwork.PIECES;

    static final NetworkConfig NETWORK = TinyNetwork.NETWORK;

    private TinyModel() {}

    /** Weights as at the start of a training. */
    static List<Tensor> initialized() {
        var graph = new ComputationGraph(BertGraph.configuration(NETWORK, 1, new NoOp(), 0));
        graph.init();
        BertGraph.initialize(graph, NETWORK, 7);
        List<Tensor> tensors = new ArrayList<>();
        for (NamedParameter parameter : BertGraph.parameters(graph)) {
            List<Long> shape = Arrays.stream(parameter.shape()).boxed().toList();
            float[] values = parameter.view().dup('c').data().asFloat();
            tensors.add(new Tensor(parameter.vertex() + "." + parameter.name(), shape, values));
        }
        return tensors;
    }

    /** Weights of zero: every piece and both labels are equally likely. */
    static List<Tensor> zero() {
        return initialized().stream()
                .map(tensor -> new Tensor(tensor.name(), tensor.shape(), new float[tensor.values().length]))
                .toList();
    }

    /** Two masked positions in each, pieces from 5 on; five examples of each document. */
    static MaskedExample example(int number) {
        SplittableRandom random = Seeds.forRow(3, "example", number);
        int length = 7 + number % 4;
        int[] ids = random.ints(length, 5, PIECES).toArray();
        int[] segments = IntStream.range(0, length).map(t -> t < 4 ? 0 : 1).toArray();
        int[] positions = {1, 5};
        int[] originals = {ids[1], ids[5]};
        ids[1] = 4;
        String document = "%032x".formatted(number / 5);
        return new MaskedExample(document + "/0/" + number % 5, ids, segments, positions, originals, number % 2);
    }

    static Dataset<Row> examples(SparkSession spark, int count) {
        List<MaskedExample> examples =
                IntStream.range(0, count).mapToObj(TinyModel::example).toList();
        return MaskedDatasets.of(spark, examples, "validation");
    }
}
