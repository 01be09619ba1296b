/**
 * Model and labelled table to what the model's vectors are worth for the task: the accuracy of a linear classifier that learns from
 * them, beside that of the same network untrained, of word counts and of the most frequent label.
 *
 * <p>A probe consists of hundreds of small fits. Each is one task, which reads one partition sorted by content, so no
 * bit depends on the cluster; many run side by side. This suits labelled tables of up to some 10^5 texts.
 */
package cloze.probe;
