/** Runs work concurrently: pieces of a computation on several threads, and independent Spark actions of one job; carries values through Spark. */
package cloze.parallel;
