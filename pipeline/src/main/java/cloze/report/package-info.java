/** Turns data sets and results into readable tables, and tables into pages. */
package cloze.report;
