/**
 * Runs rounds with Spark's own collections. Yields the same bits as the package dl4j, and replaces it if
 * Deeplearning4j's trainer can no longer be used.
 */
package cloze.train.averaging.plain;
