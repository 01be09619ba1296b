package cloze.network;

import cloze.config.NetworkConfig;
import cloze.dataset.Score;
import cloze.dataset.Task;
import cloze.dataset.TaskScores;
import cloze.network.graph.BatchPredictions;
import cloze.network.graph.BertNetwork;
import cloze.network.graph.MinibatchArrays;
import cloze.network.matrix.Floats;
import cloze.shard.Minibatch;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** The graph under test, spoken to in the reference's terms. */
final class ProductionNetwork implements AutoCloseable {
    private final NetworkConfig config;
    private final BertNetwork network;

    private ProductionNetwork(NetworkConfig config, BertNetwork network) {
        this.config = config;
        this.network = network;
        network.graph().initGradientsView();
    }

    private static ComputationGraphConfiguration configuration(Agreement agreement) {
        return BertNetwork.configuration(agreement.config(), agreement.nextSentenceWeight(), new Sgd(0), 0);
    }

    /** Starts at the given parameters, which are floats' values. */
    static ProductionNetwork at(Agreement agreement, Map<String, double[]> values) {
        Map<String, float[]> start = new TreeMap<>();
        values.forEach((name, parameter) -> start.put(name, floats(parameter)));
        return new ProductionNetwork(agreement.config(), BertNetwork.of(configuration(agreement), start));
    }

    /** Starts at the network's own initial values. */
    static ProductionNetwork initialized(Agreement agreement, long seed) {
        return new ProductionNetwork(agreement.config(), BertNetwork.initialized(configuration(agreement), seed));
    }

    Map<String, double[]> parameters() {
        return doubles(Networks.parameters(config, network.graph()));
    }

    /** Forward and backward pass, as training does them. */
    ReferenceResult train(Minibatch batch) {
        MultiDataSet data = MinibatchArrays.of(batch);
        ComputationGraph graph = network.graph();
        graph.setInputs(data.getFeatures());
        graph.setLabels(data.getLabels());
        graph.computeGradientAndScore();
        return result(gradients());
    }

    /** The score Deeplearning4j would report for the last {@link #train}. */
    double score() {
        return network.graph().score();
    }

    /** Forward pass alone, as evaluation does it. */
    ReferenceResult evaluate(Minibatch batch) {
        network.evaluate(batch);
        return result(Map.of());
    }

    /** Logits of one masked position of the last pass. */
    float[] logits(int masked) {
        return network.maskedLmLogits(masked);
    }

    private ReferenceResult result(Map<String, double[]> gradients) {
        TaskScores scores = network.scores();
        Score maskedLm = scores.of(Task.MASKED_LM);
        BatchPredictions rows = network.predictions();
        double[] probabilities = new double[2 * rows.of(Task.NEXT_SENTENCE).probabilities().length];
        for (int b = 0; b < probabilities.length / 2; b++) {
            probabilities[2 * b] = 1 - rows.of(Task.NEXT_SENTENCE).probabilities()[b];
            probabilities[2 * b + 1] = rows.of(Task.NEXT_SENTENCE).probabilities()[b];
        }
        return new ReferenceResult(
                maskedLm.lossSum() / (maskedLm.count() + 1e-5),
                scores.of(Task.NEXT_SENTENCE).loss(),
                doubles(rows.maskedLmLosses()),
                probabilities,
                gradients);
    }

    /** Cut out of the flat gradient, which is what updaters read. */
    private Map<String, double[]> gradients() {
        return doubles(Networks.named(config, Floats.copyOf(network.graph().getFlattenedGradients())));
    }

    @Override
    public void close() {
        network.release();
    }

    private static Map<String, double[]> doubles(Map<String, float[]> values) {
        Map<String, double[]> doubles = new TreeMap<>();
        values.forEach((name, floats) -> doubles.put(name, doubles(floats)));
        return doubles;
    }

    private static float[] floats(double[] doubles) {
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        Arrays.setAll(doubles, i -> floats[i]);
        return doubles;
    }
}
