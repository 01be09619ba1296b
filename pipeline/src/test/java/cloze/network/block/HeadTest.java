package cloze.network.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Kind;
import cloze.dataset.Task;
import cloze.network.Minibatches;
import cloze.network.Networks;
import cloze.network.matrix.Floats;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.matrix.Scratch;
import cloze.network.parameter.Initialization;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.ParameterShape;
import cloze.network.parameter.Parameters;
import cloze.random.Seeds;
import cloze.shard.Minibatch;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Several heads may read the same rows: each adds its gradient to what stands there. */
class HeadTest {
    private static final Minibatch MINIBATCH = Minibatches.random(5, 11, 23, 7);

    /** The gradient [B + M][H] after a backward pass of the head, of which every element was {@code before}. */
    private static float[][] gradient(
            NetworkConfig network, BiFunction<NetworkConfig, Parameters, Head> make, float before) {
        Parameters parameters = parameters(network);
        Head head = make.apply(network, parameters);
        PackedBatch batch = PackedBatch.of(MINIBATCH, network);
        int hidden = network.hiddenSize();
        Matrix encoded = new Scratch().matrix(batch.encodedRows(), hidden);
        Matrix gradient = new Scratch().matrix(batch.encodedRows(), hidden);
        float[] row = new float[hidden];
        for (int i = 0; i < encoded.rows(); i++) {
            for (int j = 0; j < hidden; j++) {
                row[j] = (float) (2 * Seeds.unit(Seeds.draw(i, j)) - 1);
            }
            encoded.write(i, row);
            Arrays.fill(row, before);
            gradient.write(i, row);
        }
        head.forward(encoded, batch, ForwardMode.TRAINING);
        head.backward(gradient);
        float[][] values = new float[encoded.rows()][hidden];
        for (int i = 0; i < values.length; i++) {
            gradient.read(i, values[i]);
        }
        return values;
    }

    private static Parameters parameters(NetworkConfig network) {
        List<ParameterShape> shapes = ParameterLayout.of(network);
        INDArray flat = Nd4j.create(DataType.FLOAT, ParameterLayout.length(network));
        var initialization = new Initialization(network, 3);
        shapes.forEach(shape -> Floats.fill(shape.view(flat), initialization.values(shape)));
        Parameters parameters = Parameters.over(shapes, flat);
        parameters.attachGradients(Nd4j.create(DataType.FLOAT, flat.length()));
        return parameters;
    }

    private static void addsToItsRowsAlone(
            Kind kind, int from, int to, BiFunction<NetworkConfig, Parameters, Head> make) {
        NetworkConfig network = Networks.tiny(kind, HiddenAct.GELU);
        float[][] own = gradient(network, make, 0);
        float[][] added = gradient(network, make, 1);
        boolean isAny = false;
        for (int row = 0; row < own.length; row++) {
            for (int i = 0; i < own[row].length; i++) {
                assertThat(added[row][i]).isCloseTo(1 + own[row][i], within(1e-6f));
                isAny |= own[row][i] != 0;
                if (row < from || row >= to) {
                    assertThat(own[row][i]).isZero();
                }
            }
        }
        assertThat(isAny).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theNextSentenceHeadAddsToTheSequenceRows(Kind kind) {
        addsToItsRowsAlone(
                kind,
                0,
                MINIBATCH.examples(),
                (network, all) -> SequenceHead.ofPairs(Task.NEXT_SENTENCE, network, all, 1));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theMaskedLmHeadAddsToTheMaskedRows(Kind kind) {
        int rows = MINIBATCH.examples() + MINIBATCH.maskedRows().length;
        addsToItsRowsAlone(kind, MINIBATCH.examples(), rows, MaskedLmHead::new);
    }

    @Test
    void theLossIsTheWeightedSumOfItsRows() {
        NetworkConfig network = Networks.tiny();
        Parameters parameters = parameters(network);
        PackedBatch batch = PackedBatch.of(MINIBATCH, network);
        Matrix encoded = new Scratch().matrix(batch.encodedRows(), network.hiddenSize());
        encoded.zero();
        var head = SequenceHead.ofPairs(Task.NEXT_SENTENCE, network, parameters, 0.5);
        double loss = head.forward(encoded, batch, ForwardMode.INFERENCE);
        assertThat(loss).isCloseTo(0.5 * Math.log(2), within(1e-6));
    }
}
