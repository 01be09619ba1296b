package cloze.train;

import cloze.config.TrainingConfig;
import cloze.network.graph.BertNetwork;
import cloze.network.matrix.Floats;
import cloze.train.checkpoint.FlatParameters;
import cloze.train.optimiser.BertAdam;
import cloze.train.optimiser.WarmupLinearDecay;
import cloze.train.plan.TrainingPlan;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The network a run begins with, and the schedule of its learning rate.
 *
 * @param request the run
 * @param plan its rounds
 */
record NetworkStart(PretrainingRequest request, TrainingPlan plan) {
    /** A network with the weights to start from; the caller's to close. */
    ComputationGraph graph() {
        TrainingConfig training = request.training();
        ComputationGraphConfiguration configuration = BertNetwork.configuration(
                request.network(), training.nextSentenceWeight(), optimiser(), training.weightDecay());
        if (request.initialWeights().isEmpty()) {
            return BertNetwork.initialized(configuration, request.seed()).graph();
        }
        var graph = new ComputationGraph(configuration);
        graph.init();
        FlatParameters layout = FlatParameters.of(request.network());
        Floats.fill(graph.params(), layout.flat(request.initialWeights(), "the model to start from"));
        return graph;
    }

    WarmupLinearDecay schedule() {
        TrainingConfig training = request.training();
        return WarmupLinearDecay.over(plan.steps(), training.learningRate(), training.warmupProportion());
    }

    private BertAdam optimiser() {
        var bias = request.training().adamBiasCorrection() ? BertAdam.Bias.CORRECTED : BertAdam.Bias.KEPT;
        return new BertAdam(schedule(), bias);
    }
}
