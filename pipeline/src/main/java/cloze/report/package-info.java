/** Turns datasets and results into tables a person reads, and tables into pages. */
package cloze.report;
