/** Compares variants of training on the same examples: tables and a report. */
package cloze.experiment;
