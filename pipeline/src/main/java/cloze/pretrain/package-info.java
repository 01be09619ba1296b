/** Trains on prepared examples: writes the shards of each epoch, measures held-out examples, and estimates the time. */
package cloze.pretrain;
