/**
 * Shards and a network to checkpoints: Deeplearning4j's Spark parameter averaging, one Spark stage per averaging round, and the loop
 * around it that can be killed at any moment.
 *
 * <p>A step is one optimiser update of one worker. A round is averaging-frequency steps of every worker and one averaging. A worker is
 * logical: partition w of a round's stage, wherever Spark runs it.
 */
package cloze.train;
