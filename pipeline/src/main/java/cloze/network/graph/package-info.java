/** The blocks as a Deeplearning4j {@code ComputationGraph}: the only room of the network that knows Deeplearning4j. */
package cloze.network.graph;
