/** Writes and reads checkpoints, so that a killed run resumes with the same bits. */
package cloze.train.checkpoint;
