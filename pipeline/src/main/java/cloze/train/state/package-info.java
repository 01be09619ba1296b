/**
 * The state of a run between two rounds, in memory and in files. {@link cloze.train.state.RunState} hides where a state
 * is kept: in one process, or in slices on executors. {@link cloze.train.state.StoredState} reads any range of a state
 * that a checkpoint stores, whether in two files or in many parts. Nothing here knows Spark.
 */
package cloze.train.state;
