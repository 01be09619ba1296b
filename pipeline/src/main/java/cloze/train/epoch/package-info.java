/** Supplies the minibatches of an epoch from its training shards. */
package cloze.train.epoch;
