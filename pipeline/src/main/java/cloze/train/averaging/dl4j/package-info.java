/** Averaging rounds through Deeplearning4j's Spark trainer. Nothing outside this package knows that trainer. */
package cloze.train.averaging.dl4j;
