/**
 * Reports the progress of a training run to Spark's metrics system and an MLflow server. Nothing here changes or ends a
 * run.
 */
package cloze.tracking;
