/**
 * The network in plain Java: embeddings, attention, feed-forward layers and heads, each with a forward and a backward
 * pass. Nothing here depends on Deeplearning4j or Spark. {@link cloze.network} defines the letters used for sizes.
 */
package cloze.network.block;
