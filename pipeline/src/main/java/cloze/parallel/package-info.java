/** Runs work side by side: pieces of a computation on several threads, and independent Spark actions of one job. */
package cloze.parallel;
