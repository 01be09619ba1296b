/** Runs work concurrently: pieces of a computation on several threads, and independent Spark actions of one job. */
package cloze.parallel;
