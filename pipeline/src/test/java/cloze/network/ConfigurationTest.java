package cloze.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.DroppingOut;
import cloze.network.graph.BertNetwork;
import cloze.network.graph.MinibatchArrays;
import cloze.shard.Minibatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class ConfigurationTest {
    private static final Minibatch MINIBATCH = Minibatches.random(5, 11, 23, 7);

    @Test
    void survivesJson() {
        ComputationGraphConfiguration configuration = configuration(1);
        ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(configuration.toJson());
        assertThat(read).isEqualTo(configuration);
        assertThat(read.toJson()).isEqualTo(configuration.toJson());
    }

    @Test
    void survivesJavaSerialisation() throws IOException, ClassNotFoundException {
        ComputationGraphConfiguration configuration = configuration(1);
        assertThat(copy(configuration)).isEqualTo(configuration);
    }

    @Test
    void survivesCloning() {
        ComputationGraphConfiguration configuration = configuration(1);
        assertThat(configuration.clone()).isEqualTo(configuration).isNotSameAs(configuration);
        assertThat(configuration.clone().toJson()).isEqualTo(configuration.toJson());
    }

    @Test
    void configurationsOfOtherNetworksDiffer() {
        assertThat(configuration(1)).isNotEqualTo(configuration(0));
    }

    @Test
    void wantsTheVocabularysSize() {
        assertThatThrownBy(() -> BertNetwork.configuration(Networks.tiny().withVocabSize(0), 1, new Adam(), 0))
                .hasMessageContaining("network.vocab-size");
    }

    @Test
    void trainsOnFromCopiedParametersAndUpdaterStateAsTheOriginalDoes() throws IOException, ClassNotFoundException {
        ComputationGraph original = Networks.graph(Networks.tiny());
        original.fit(MinibatchArrays.of(MINIBATCH));
        ComputationGraph other = new ComputationGraph(copy(original.getConfiguration()));
        other.init(original.params().dup(), false);
        other.getUpdater()
                .setStateViewArray(original.getUpdater().getStateViewArray().dup());
        assertThat(next(other)).isEqualTo(next(original));
    }

    @Test
    void takesParametersIntoItsOwnVector() {
        ComputationGraph graph = Networks.graph(Networks.tiny());
        double score = graph.score(MinibatchArrays.of(MINIBATCH), false);
        INDArray parameters = graph.params().dup();
        graph.setParams(Nd4j.zerosLike(parameters));
        assertThat(graph.score(MinibatchArrays.of(MINIBATCH), false)).isNotEqualTo(score);
        graph.setParams(parameters);
        assertThat(graph.score(MinibatchArrays.of(MINIBATCH), false)).isEqualTo(score);
    }

    @Test
    void survivesDeeplearning4jsModelFile() throws IOException {
        ComputationGraph graph = Networks.graph(Networks.tiny());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ModelSerializer.writeModel(graph, file, true);
        ComputationGraph read =
                ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(file.toByteArray()), true);
        assertThat(read.score(MinibatchArrays.of(MINIBATCH), false))
                .isEqualTo(graph.score(MinibatchArrays.of(MINIBATCH), false));
    }

    private static ComputationGraphConfiguration configuration(double nextSentenceWeight) {
        return BertNetwork.configuration(
                DroppingOut.of(Networks.tiny(), 0.1), nextSentenceWeight, new Adam(1e-4), 0.01);
    }

    private static INDArray next(ComputationGraph graph) {
        graph.fit(MinibatchArrays.of(MINIBATCH));
        return graph.params();
    }

    private static ComputationGraphConfiguration copy(ComputationGraphConfiguration configuration)
            throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(configuration);
        }
        try (ObjectInputStream stream = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (ComputationGraphConfiguration) stream.readObject();
        }
    }
}
