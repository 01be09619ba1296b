/**
 * What a trained model says of text: pieces for each [MASK], whether one sentence follows another, vectors. For a few texts a
 * {@link cloze.inference.ModelSession}; for DataFrames transformers of Spark ML.
 *
 * <p>Texts go through the network several at a time; what is said of one depends on no neighbour, partition or batch, to the last bit.
 */
package cloze.inference;
