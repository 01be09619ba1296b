/**
 * Queries a trained model with text: pieces for each [MASK], whether one sentence follows another, and vectors. Use
 * {@link cloze.inference.ModelSession} for a few texts, and the Spark ML transformers for DataFrames.
 *
 * <p>Several texts pass through the network at a time. An answer does not depend on other texts, partitions or batches,
 * to the last bit.
 */
package cloze.inference;
