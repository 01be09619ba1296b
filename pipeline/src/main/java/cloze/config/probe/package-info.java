/** The configuration of the job {@code probe}. */
package cloze.config.probe;
