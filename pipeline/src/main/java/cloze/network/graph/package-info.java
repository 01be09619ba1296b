/**
 * The blocks as a Deeplearning4j {@code ComputationGraph}. Within the network, only this package depends on
 * Deeplearning4j.
 */
package cloze.network.graph;
