/** Variants of training on the same examples, measured and compared: tables and a report. */
package cloze.experiment;
