package cloze.train.synchronisation;

import cloze.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** DiLoCo: the step from a round's beginning to the workers' mean is a gradient for an outer optimiser, see {@link OuterStep}. */
final class OuterNesterov implements Synchronisation {
    private static final String MOMENTUM = "outer_momentum";

    private final ReplicaMean mean;
    private final double learningRate;
    private final double decay;
    private float[] momentum;

    /**
     * @param mean of the workers, before the first round
     * @param learningRate share of the step that is made
     * @param decay share of earlier steps kept in the momentum
     */
    OuterNesterov(ReplicaMean mean, double learningRate, double decay) {
        this.mean = mean;
        this.learningRate = learningRate;
        this.decay = decay;
        this.momentum = new float[mean.parameters().length];
    }

    @Override
    public List<ModelState> starts() {
        return mean.starts();
    }

    @Override
    public double next(SortedMap<Integer, ModelState> ends) {
        float[] before = mean.parameters();
        double spread = mean.next(ends);
        OuterStep step = OuterStep.of(learningRate, decay, before, mean.parameters(), momentum);
        mean.replace(step.parameters());
        momentum = step.momentum();
        return spread;
    }

    @Override
    public TrainerState state() {
        TrainerState inner = mean.state();
        List<Tensor> vectors = new ArrayList<>(inner.optimiser());
        vectors.add(Vectors.named(MOMENTUM, momentum));
        return new TrainerState(inner.parameters(), vectors);
    }

    @Override
    public void load(TrainerState state) {
        mean.load(state);
        momentum = Vectors.of(Vectors.byName(state), MOMENTUM);
    }
}
