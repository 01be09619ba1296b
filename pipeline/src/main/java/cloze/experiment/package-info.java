/** Compares variants of a training on the same examples, and writes tables and a report. */
package cloze.experiment;
