package cloze.network;

import cloze.dataset.Score;
import cloze.dataset.Task;
import cloze.dataset.TaskScores;
import cloze.network.graph.BatchPredictions;
import cloze.network.graph.BertGraph;
import cloze.network.graph.NamedParameter;
import cloze.shard.Minibatch;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** The graph under test, spoken to in the reference's terms. */
final class ProductionNetwork implements AutoCloseable {
    private final ComputationGraph graph;

    private ProductionNetwork(Agreement agreement) {
        graph = new ComputationGraph(
                BertGraph.configuration(agreement.config(), agreement.nextSentenceWeight(), new Sgd(0), 0));
        graph.init();
        graph.initGradientsView();
    }

    /** Starts at the given parameters, which are floats' values. */
    static ProductionNetwork at(Agreement agreement, Map<String, double[]> values) {
        var network = new ProductionNetwork(agreement);
        for (NamedParameter parameter : BertGraph.parameters(network.graph)) {
            INDArray view = parameter.view();
            double[] start = values.get(nameOf(parameter));
            for (int i = 0; i < start.length; i++) {
                view.putScalar(i, start[i]);
            }
        }
        return network;
    }

    /** Starts at the network's own initial values. */
    static ProductionNetwork initialized(Agreement agreement, long seed) {
        var network = new ProductionNetwork(agreement);
        BertGraph.initialize(network.graph, agreement.config(), seed);
        return network;
    }

    Map<String, double[]> parameters() {
        Map<String, double[]> values = new TreeMap<>();
        for (NamedParameter parameter : BertGraph.parameters(graph)) {
            values.put(nameOf(parameter), parameter.view().dup('c').data().asDouble());
        }
        return values;
    }

    /** Forward and backward pass, as training does them. */
    ReferenceResult train(Minibatch batch) {
        MultiDataSet data = batch.toMultiDataSet();
        graph.setInputs(data.getFeatures());
        graph.setLabels(data.getLabels());
        graph.computeGradientAndScore();
        return result(gradients());
    }

    /** The score Deeplearning4j would report for the last {@link #train}. */
    double score() {
        return graph.score();
    }

    /** Forward pass alone, as evaluation does it. */
    ReferenceResult evaluate(Minibatch batch) {
        BertGraph.evaluate(graph, batch.toMultiDataSet());
        return result(Map.of());
    }

    /** Logits of one masked position of the last pass. */
    float[] logits(int masked) {
        return BertGraph.logits(graph, masked);
    }

    private ReferenceResult result(Map<String, double[]> gradients) {
        TaskScores scores = BertGraph.scores(graph);
        Score maskedLm = scores.of(Task.MASKED_LM);
        BatchPredictions rows = BertGraph.predictions(graph);
        double[] probabilities = new double[2 * rows.nextSentenceProbabilities().length];
        for (int b = 0; b < probabilities.length / 2; b++) {
            probabilities[2 * b] = 1 - rows.nextSentenceProbabilities()[b];
            probabilities[2 * b + 1] = rows.nextSentenceProbabilities()[b];
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
        double[] flat = graph.getFlattenedGradients().dup('c').data().asDouble();
        Map<String, double[]> gradients = new TreeMap<>();
        int start = 0;
        for (NamedParameter parameter : BertGraph.parameters(graph)) {
            int end = start + (int) parameter.view().length();
            gradients.put(nameOf(parameter), Arrays.copyOfRange(flat, start, end));
            start = end;
        }
        return gradients;
    }

    @Override
    public void close() {
        BertGraph.release(graph);
    }

    private static String nameOf(NamedParameter parameter) {
        return parameter.vertex() + "." + parameter.name();
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        Arrays.setAll(doubles, i -> floats[i]);
        return doubles;
    }
}
