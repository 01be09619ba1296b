/**
 * Reports runs elsewhere: the progress of a training to Spark's metrics system and an MLflow server, what a run reads and
 * writes to a catalog of lineage. Nothing here changes or ends a run.
 */
package cloze.tracking;
