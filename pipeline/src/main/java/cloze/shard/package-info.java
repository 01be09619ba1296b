/**
 * Masked examples in the order of an epoch: binary shard files, written once per epoch by Spark and read by example number on
 * the executors, and the minibatches made of them.
 */
package cloze.shard;
