package cloze.experiment;

import cloze.config.RunConfig;
import cloze.provenance.Manifest;

/**
 * A finished run of an experiment.
 *
 * @param seed seed of its weights, order, masks and dropout
 * @param pretrain configuration of its training
 * @param manifest manifest of its training
 * @param evaluated output folder of its evaluation
 */
record TrainedVariant(String variant, long seed, RunConfig pretrain, Manifest manifest, String evaluated) {}
