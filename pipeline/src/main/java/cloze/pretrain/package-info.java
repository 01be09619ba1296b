/** Trains on prepared examples: shards of each epoch, measurements on held-out examples, and an estimate of the time. */
package cloze.pretrain;
