/**
 * The network in plain Java: embeddings, attention, feed-forward layers and heads, each with its forward and its backward pass. Nothing here knows
 * Deeplearning4j or Spark. {@link cloze.network} defines the letters used for sizes.
 */
package cloze.network.block;
