/**
 * Model and labelled table to what the model's vectors are worth for the task: the accuracy of a linear classifier that learns from
 * them, beside that of the same network untrained, of word counts and of the most frequent label.
 *
 * <p>All fits of one kind of vector read one partition, sorted by content. Spark ML sums floating-point numbers by
 * partition, in the order in which partitions finish, so more partitions would give other bits on every run. Many small
 * fits run side by side instead. This suits labelled tables of up to some 10^5 texts.
 */
package cloze.probe;
