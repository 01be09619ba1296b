/** Builds examples from a corpus: the plans of all stages, their output, quality tables and gates. */
package cloze.prepare;
