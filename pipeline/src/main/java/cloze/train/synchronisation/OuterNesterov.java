package cloze.train.synchronisation;

import cloze.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * DiLoCo: uses the step from the start of a round to the mean of the workers as the gradient of an outer optimiser; see
 * {@link OuterStep}.
 */
final class OuterNesterov implements Synchronisation {
    private static final String MOMENTUM = "outer_momentum";

    private final ReplicaMean mean;
    private final double learningRate;
    private final double decay;
    private float[] momentum;

    /**
     * @param mean computes the mean of the workers; no round has run yet
     * @param learningRate learning rate of the outer optimiser
     * @param decay momentum coefficient, the share of earlier steps that is kept
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
    public Spread next(SortedMap<Integer, ModelState> ends) {
        float[] before = mean.parameters();
        Spread spread = mean.next(ends);
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
