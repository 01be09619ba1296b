package cloze.network;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.DroppingOut;
import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Kind;
import cloze.network.graph.MinibatchArrays;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.ParameterShape;
import cloze.random.Seeds;
import cloze.shard.Minibatch;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Central differences in float, so with a wide tolerance, of the largest gradients of every parameter. */
class GradientTest {
    private static final float STEP = 2e-3f;

    @ParameterizedTest
    @CsvSource({
        "BERT, GELU_NEW, 0",
        "BERT, GELU, 0",
        "BERT, GELU_NEW, 0.2",
        "POOLED, GELU_NEW, 0",
        "POOLED, GELU_NEW, 0.2"
    })
    void gradientsAgreeWithFiniteDifferences(Kind kind, HiddenAct activation, double dropout) {
        NetworkConfig network = DroppingOut.of(Networks.tiny(kind, activation), dropout);
        ComputationGraph graph = Networks.started(network, 1.5, new NoOp()).graph();
        shake(graph.params());
        Minibatch minibatch = Minibatches.random(5, 11, 23, 7);
        INDArray gradient = Networks.gradient(graph, minibatch).dup();
        for (ParameterShape parameter : ParameterLayout.of(network)) {
            long from = parameter.offset();
            INDArray own = gradient.get(NDArrayIndex.interval(from, from + parameter.length()));
            long index = Nd4j.argMax(Transforms.abs(own)).getLong(0);
            double analytic = own.getDouble(index);
            INDArray flat = graph.params();
            float value = flat.getFloat(from + index);
            flat.putScalar(from + index, value + STEP);
            double above = graph.score(MinibatchArrays.of(minibatch), true);
            flat.putScalar(from + index, value - STEP);
            double below = graph.score(MinibatchArrays.of(minibatch), true);
            flat.putScalar(from + index, value);
            assertThat((above - below) / (2 * STEP))
                    .as(parameter.name())
                    .isCloseTo(analytic, Offset.offset(2e-3 + 0.03 * Math.abs(analytic)));
        }
    }

    /** Moves every parameter a little, so that no bias is 0 and no unit sits on its kink. */
    private static void shake(INDArray parameters) {
        for (long i = 0; i < parameters.length(); i++) {
            float distance = (float) (0.2 * Seeds.unit(Seeds.draw(3, i)) - 0.1);
            parameters.putScalar(i, parameters.getFloat(i) + distance);
        }
    }
}
