package cloze.experiment;

import cloze.config.RunConfig;
import cloze.provenance.Manifest;

/**
 * A run of an experiment that is done.
 *
 * @param seed of its weights, order, masks and dropout
 * @param pretrain configuration of its training
 * @param manifest of its training
 * @param evaluated output of its evaluation
 */
record TrainedVariant(String variant, long seed, RunConfig pretrain, Manifest manifest, String evaluated) {}
