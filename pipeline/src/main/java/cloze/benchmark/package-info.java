/**
 * Measures the speed of the parts of the pipeline on the current machine. Each part has a class that returns rows of
 * one table.
 */
package cloze.benchmark;
