/** Prepared examples for the trainer: shards of each epoch, measurement on held-out examples, and what a run will take. */
package cloze.pretrain;
