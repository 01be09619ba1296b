/**
 * The two-headed BERT as a Deeplearning4j {@code ComputationGraph} of one vertex: an encoder and a list of heads, whose forward and backward
 * passes are written by hand. The vertex is thin; the blocks behind it are plain Java, matrix products go to {@code Blas}, row-wise work to
 * {@code cloze.network.kernel}, over {@code float[]}.
 *
 * <p>Letters used for sizes in all rooms of this package:
 *
 * <pre>
 * B  examples of a minibatch                    T  tokens of its longest example
 * P  packed rows: all tokens, example after example, without padding
 * M  masked positions of the minibatch          R  rows the heads read: B sequence rows, then M masked rows
 * Q  rows a layer asks for: P, and only the rows behind R in the last layer
 * H  hidden size     A  attention heads, each H/A wide     I  intermediate size     L  layers
 * V  vocabulary size     N  longest position     S  segments
 * </pre>
 *
 * <p>Matrices are row-major; kernels are [in, out]. The parts of the loss follow google-research/bert: {@code modeling.py} and
 * {@code run_pretraining.py}.
 */
package cloze.network;
