/**
 * Trains a network on shards, and writes checkpoints. Uses parameter averaging on Spark with one stage per averaging
 * round, in a training loop that can be killed at any moment.
 *
 * <p>A step is one optimiser update of one worker. A round consists of averaging-frequency steps of every worker and
 * one averaging. A worker is logical: partition w of a round's stage, wherever Spark runs it.
 */
package cloze.train;
