/**
 * Evaluates a model on examples: the reference's four metrics, baselines and intervals. Executors return mergeable
 * states.
 */
package cloze.evaluate;
