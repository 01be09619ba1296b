package cloze.evaluate;

import cloze.config.NetworkConfig;
import cloze.network.parameter.Initialization;
import cloze.network.parameter.ParameterLayout;
import cloze.random.Seeds;
import cloze.shard.MaskedExample;
import cloze.tensor.Tensor;
import cloze.testing.MaskedDatasets;
import cloze.testing.TinyNetwork;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A network of one layer over 30 pieces, and examples made up from their numbers. */
final class TinyModel {
    static final int PIECES = TinyNetwork.PIECES;

    static final NetworkConfig NETWORK = TinyNetwork.NETWORK;

    private TinyModel() {}

    /** Weights as at the start of a training. */
    static List<Tensor> initialized() {
        var initialization = new Initialization(NETWORK, 7);
        return ParameterLayout.of(NETWORK).stream()
                .map(shape -> new Tensor(shape.name(), shape.extents(), initialization.values(shape)))
                .toList();
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
