package cloze.train.optimiser;

import cloze.train.optimiser.BertAdamUpdater.DecayedStretch;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * Replaces Deeplearning4j's updater in a graph whose parameters all use {@link BertAdam}. Deeplearning4j makes separate
 * passes over memory for clipping, the updater, the weight decay of every parameter and the step. This updater makes a
 * single pass that moves the parameters and leaves the gradients unchanged. {@link NoOpAccumulator} keeps
 * Deeplearning4j from applying the step again.
 */
public final class FusedUpdater extends ComputationGraphUpdater {
    private static final long serialVersionUID = 1L;

    private final transient INDArray parameters;
    private final transient INDArray gradients;
    private final transient GradientClipping guard;
    private final transient List<Block> blocks = new ArrayList<>();

    private record Block(BertAdamUpdater adam, INDArray gradients, INDArray parameters, List<DecayedStretch> decays) {}

    private FusedUpdater(ComputationGraph graph, INDArray state, GradientClipping guard) {
        super(graph, state);
        this.guard = guard;
        this.parameters = flat(graph.params());
        this.gradients = flat(getFlattenedGradientsView());
        getUpdaterBlocks().forEach(block -> blocks.add(block(block)));
    }

    /**
     * Installs this updater in {@code graph}.
     *
     * @param state the state of the optimiser, used without a copy
     * @param guard measures the gradient before each step, and provides the clipping factor
     */
    public static void fit(ComputationGraph graph, INDArray state, GradientClipping guard) {
        graph.setUpdater(new FusedUpdater(graph, state, guard));
        graph.setGradientsAccumulator(new NoOpAccumulator());
        graph.setListeners(guard);
    }

    @Override
    @SuppressWarnings("MissingSuperCall") // replaces the update of the superclass entirely
    public synchronized void update(
            Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaces) {
        for (Block block : blocks) {
            block.adam().step(block.gradients(), block.parameters(), guard.clip(), block.decays(), iteration, epoch);
        }
    }

    private Block block(UpdaterBlock block) {
        var range = NDArrayIndex.interval(block.getParamOffsetStart(), block.getParamOffsetEnd());
        return new Block(
                (BertAdamUpdater) block.getGradientUpdater(),
                gradients.get(range),
                parameters.get(range),
                decays(block));
    }

    private static List<DecayedStretch> decays(UpdaterBlock block) {
        List<DecayedStretch> stretches = new ArrayList<>();
        for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
            int length = parameter.getParamOffsetEnd() - parameter.getParamOffsetStart();
            double coefficient =
                    parameter.getLayer().getConfig().getRegularizationByParam(parameter.getParamName()).stream()
                            .mapToDouble(FusedUpdater::coefficient)
                            .sum();
            stretches.add(new DecayedStretch(length, coefficient));
        }
        return List.copyOf(stretches);
    }

    private static double coefficient(Regularization regularization) {
        if (regularization instanceof WeightDecay decay && decay.isApplyLR()) {
            return decay.getCoeff().valueAt(0, 0);
        }
        throw new IllegalArgumentException(
                "The one pass knows weight decay times the learning rate, found " + regularization);
    }

    private static INDArray flat(INDArray array) {
        return array.reshape(array.length());
    }
}
