package cloze.train.averaging;

import cloze.config.TrainingConfig;
import cloze.error.InvalidConfigException;
import cloze.network.kernel.KernelChoice;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * Everything needed to build a replica.
 *
 * @param run name of the training run; replicas are shared only within it
 * @param configuration the network
 * @param maxGradNorm largest global gradient norm; 0 disables clipping
 * @param kernels the kernels of the driver; others round differently, and weights must not depend on the process
 * @param share threads of each worker, and number of runs whose replicas a process may hold
 */
public record ReplicaRecipe(
        String run,
        ComputationGraphConfiguration configuration,
        double maxGradNorm,
        KernelChoice kernels,
        ProcessShare share)
        implements Serializable {
    /** Creates the recipe of a new run. */
    public static ReplicaRecipe of(InitialNetwork network, TrainingConfig training, ProcessShare share) {
        return new ReplicaRecipe(
                UUID.randomUUID().toString(),
                network.configuration(),
                training.optimiser().maxGradNorm(),
                KernelChoice.current(),
                share);
    }

    /** Closes the idle replicas of the run in this process. */
    public void closeReplicas() {
        ReplicaPool.OF_THIS_PROCESS.close(run);
    }

    /**
     * Fails if this process uses other kernels than the driver.
     *
     * @throws InvalidConfigException if its kernels differ
     */
    void requireSameKernels() {
        KernelChoice found = KernelChoice.current();
        if (found != kernels) {
            throw new InvalidConfigException(List.of(
                    "row-wise kernels of an executor: expected those of the driver, %s, found %s; give executors the same Java options (deploy/java-options.sh: --add-modules=jdk.incubator.vector), or all of them -D%s=scalar"
                            .formatted(kernels, found, KernelChoice.PROPERTY)));
        }
    }
}
