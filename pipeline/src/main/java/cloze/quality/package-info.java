/**
 * Measures prepared examples: one table per question, and gates that reject examples unfit for training.
 * {@link cloze.quality.ExampleQuality} computes mergeable totals on the executors, in one pass over the rows for each
 * kind of total. {@link cloze.quality.Gates} reads only tables.
 */
package cloze.quality;
