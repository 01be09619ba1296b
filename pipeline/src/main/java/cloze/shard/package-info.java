/**
 * Masked examples in the order of an epoch. Spark writes them once per epoch as binary shard files; executors read them
 * by example number, and join them to minibatches.
 */
package cloze.shard;
