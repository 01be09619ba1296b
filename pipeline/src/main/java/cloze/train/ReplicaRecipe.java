package cloze.train;

import java.io.Serializable;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * What a replica is built from.
 *
 * @param run names the training run: replicas are shared within it only
 * @param configuration the network
 * @param maxGradNorm largest global gradient norm; 0: no clipping
 */
record ReplicaRecipe(String run, ComputationGraphConfiguration configuration, double maxGradNorm)
        implements Serializable {}
