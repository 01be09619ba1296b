/** Compares variants of a training on the same held-out examples, and writes tables and a report. */
package cloze.experiment;
