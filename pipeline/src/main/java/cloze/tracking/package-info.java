/** Tells others of a training run while it goes on: Spark's metrics system, an MLflow server. Nothing here changes a run or ends it. */
package cloze.tracking;
