package cloze.train.averaging;

import cloze.config.TrainingConfig;
import cloze.error.InvalidConfigException;
import cloze.network.kernel.KernelChoice;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * What a replica is built from.
 *
 * @param run names the training run: replicas are shared within it only
 * @param configuration the network
 * @param maxGradNorm largest global gradient norm; 0: no clipping
 * @param kernels the driver's kernels: others round differently, and weights must not depend on who fitted what
 * @param share threads of each worker, and how many runs' replicas a process may hold
 */
public record ReplicaRecipe(
        String run,
        ComputationGraphConfiguration configuration,
        double maxGradNorm,
        KernelChoice kernels,
        ProcessShare share)
        implements Serializable {
    /** Of a new run. */
    static ReplicaRecipe of(InitialNetwork network, TrainingConfig training, ProcessShare share) {
        return new ReplicaRecipe(
                UUID.randomUUID().toString(),
                network.configuration(),
                training.optimiser().maxGradNorm(),
                KernelChoice.current(),
                share);
    }

    /**
     * Fails where this process computes otherwise than the driver.
     *
     * @throws InvalidConfigException when its kernels are others
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
