package cloze.train.averaging.dl4j;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Stands for the driver's network, which {@link org.deeplearning4j.spark.impl.graph.SparkComputationGraph} asks for: its
 * constructor copies the configuration and initialises the network, and fitPaths counts an epoch. The parameters are
 * with the workers, so this network is never initialised, and has neither parameters nor native memory.
 */
final class AbsentNetwork extends ComputationGraph {
    private static final long serialVersionUID = 1L;

    AbsentNetwork(ComputationGraphConfiguration configuration) {
        super(configuration);
    }

    /** Does nothing. Deeplearning4j would allocate parameters and gradients. */
    @Override
    public void init() {}

    /** Does nothing. The counters of a run are those of its replicas. */
    @Override
    public void incrementEpochCount() {}
}
